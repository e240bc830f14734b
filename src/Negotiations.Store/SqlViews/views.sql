-- Views for people who read by SQL. {store} is the schema of the store, {reporting} that of the views. Numbers are ranges: a missing upper end is open.
create or replace view {reporting}.facts as
with standings as (
    select p.stream, s.fact_id, s.standing
    from {store}.track_part p, jsonb_to_recordset(p.data) as s(fact_id uuid, standing text)
    where p.member = 'report/standings')
select coalesce((f.data ->> 'factId')::uuid, f.id) as fact_id, f.data ->> 'negotiation' as negotiation, f.data -> 'tracks' ->> 0 as track,
    array(select jsonb_array_elements_text(f.data -> 'tracks')) as tracks,
    f.data ->> 'type' as type, coalesce(s.standing, 'counts') as standing,
    e.data ->> 'occurred' as occurred, (f.data ->> 'moment')::timestamptz as moment, ((f.data ->> 'moment')::timestamptz at time zone 'UTC')::date as day,
    (f.data ->> 'known')::timestamptz as known_from, (f.data ->> 'recordedAt')::timestamptz as recorded_at, e.data -> 'recorded' ->> 'by' as recorded_by,
    e.data -> 'report' -> 'source' ->> 'publisher' as publisher, e.data -> 'report' -> 'source' ->> 'title' as title, e.data -> 'report' -> 'source' ->> 'url' as url,
    e.data -> 'report' -> 'source' ->> 'publishedAt' as published_at, e.data -> 'report' -> 'source' ->> 'origin' as origin,
    array(select jsonb_array_elements_text(coalesce(e.data -> 'report' -> 'claimants', '[]'))) as claimants,
    e.data -> 'report' ->> 'reliability' as reliability, (e.data -> 'report' ->> 'credibility')::int as credibility, e.data -> 'report' ->> 'quote' as quote,
    e.data ->> 'note' as note, (e.data ->> 'supersedes')::uuid as supersedes,
    e.data - '{id,negotiation,tracks,alsoOn,occurred,report,supersedes,note,recorded,attributes,externalIds,urls}'::text[] as content, e.seq_id as sequence,
    coalesce(e.data -> 'attributes', '{}') as attributes, coalesce(e.data -> 'externalIds', '{}') as external_ids,
    array(select jsonb_array_elements_text(coalesce(e.data -> 'urls', '[]'))) as urls
from {store}.mt_doc_fact f
join {store}.mt_events e on e.id = f.id
left join standings s on s.fact_id = coalesce((f.data ->> 'factId')::uuid, f.id) and s.stream = (f.data ->> 'negotiation') || '/' || (f.data -> 'tracks' ->> 0);

create or replace view {reporting}.exchange_legs as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    exchange text, leg text, from_actor text, to_actor text, category text, terms text, agreed_on text, due text, due_until timestamptz,
    agreed_low bigint, agreed_high bigint, delivered_low bigint, delivered_high bigint, outstanding_low bigint, outstanding_high bigint, surplus_low bigint, surplus_high bigint,
    share_low numeric, share_high numeric, stages int, first_delivery date, last_delivery date, status text, disputed boolean, contested boolean, fact_id uuid)
where t.member = 'report/legs';

create or replace view {reporting}.deliveries as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    exchange text, stage text, leg text, occurred text, day date, low bigint, high bigint, status text, measure text, fact_id uuid)
where t.member = 'report/deliveries';

create or replace view {reporting}.commitments as
with awaited as (
    select distinct split_part(t.stream, '/', 1) as negotiation, a.kind, a.thing
    from {store}.track_part t, jsonb_to_recordset(t.data) as a(kind text, thing text) where t.member = 'report/awaited'),
promises as (
    select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
    from {store}.track_part t, jsonb_to_recordset(t.data) as r(
        kind text, thing text, leg text, owed_by text[], owed_to text[], what text, category text, status text, open boolean, contested boolean, due text, due_until timestamptz,
        condition text, kept text, late boolean, made_on text, assessed_on text, assessments int, fact_id uuid) where t.member = 'report/commitments')
select p.*, p.open and a.thing is not null as awaited, p.open and a.thing is not null and coalesce(p.due_until < now(), false) as overdue
from promises p left join awaited a on a.negotiation = p.negotiation and a.kind = p.kind and a.thing = p.thing;

create or replace view {reporting}.rounds as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    round text, status text, planned text, held text, day date, venue text, country text, delegations text[], minutes_low bigint, minutes_high bigint, fact_id uuid)
where t.member = 'report/rounds';

create or replace view {reporting}.child_lists as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    list text, from_actor text, to_actor text, submitted text, listed_low bigint, listed_high bigint, reviewed_low bigint, reviewed_high bigint, returned_low bigint, returned_high bigint,
    outstanding_low bigint, outstanding_high bigint, status text, disputed boolean, contested boolean, fact_id uuid)
where t.member = 'report/child_lists';

create or replace view {reporting}.measures as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(measure text, status text, low bigint, high bigint)
where t.member = 'report/measures';

create or replace view {reporting}.claims as
select f.negotiation, f.track, c.measure, split_part(c.measure, '/', 1) as thing_kind, split_part(c.measure, '/', 2) as thing, c.claimant, c.value, c.low, c.high, c.basis,
    m.status as measure_status, f.standing, f.occurred, f.day, f.known_from, f.publisher, f.origin, f.fact_id
from {reporting}.facts f
join {store}.mt_doc_fact d on coalesce((d.data ->> 'factId')::uuid, d.id) = f.fact_id and d.data ->> 'negotiation' = f.negotiation
cross join jsonb_to_recordset(d.data -> 'claims') as c(measure text, claimant text, value text, low bigint, high bigint, basis text)
left join {reporting}.measures m on m.negotiation = f.negotiation and m.measure = c.measure;

create or replace view {reporting}.agreements as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.*
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    agreement text, title text, stage text, status text, signed_on text, day date, ended_on text, end_day date, signatories text[], third_parties text[], joined text[],
    amendments int, fact_id uuid)
where t.member = 'report/agreements';

create or replace view {reporting}.proposals as
select split_part(t.stream, '/', 1) as negotiation, split_part(t.stream, '/', 2) as track, r.proposal, r.kind, r.made_by, r.made_to, r.what, r.made_on, r.day,
    r.valid_until, case when r.status in ('open', 'reviewing') and r.valid_until_instant < now() then 'lapsed' else r.status end as status, r.answers, r.outcomes, r.fact_id
from {store}.track_part t, jsonb_to_recordset(t.data) as r(
    proposal text, kind text, made_by text[], made_to text[], what text, made_on text, day date, valid_until text, valid_until_instant timestamptz, status text, answers int,
    outcomes text[], fact_id uuid)
where t.member = 'report/proposals';

create or replace view {reporting}.positions as
select f.negotiation, f.track, f.content ->> 'actor' as actor, f.content ->> 'stance' as stance, f.content ->> 'on' as on_what, f.content ->> 'text' as text,
    f.content ->> 'condition' as condition, f.standing, f.occurred, f.day, f.known_from, f.claimants, f.publisher, f.fact_id
from {reporting}.facts f where f.type = 'positionStated';

create or replace view {reporting}.coverage as
select f.negotiation, unnest(f.tracks) as track, f.content ->> 'source' as source, f.content ->> 'from' as covered_from, f.content ->> 'until' as covered_until, f.standing,
    f.recorded_at, f.fact_id
from {reporting}.facts f where f.type = 'coverageRecorded';
