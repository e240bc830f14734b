-- What each view and column means. Of a number that is not known, or undisclosed, both ends are null. A column means the same in every view that has it, unless its view says otherwise.
do $comments$
declare
    described record;
begin
    for described in
        select c.table_name, c.column_name, coalesce(own.meaning, shared.meaning) as meaning
        from information_schema.columns c
        left join (values
            ('facts', 'track', 'the home track; null for a fact of the negotiation itself'),
            ('facts', 'tracks', 'every track that the fact concerns, the home track first'),
            ('facts', 'claimants', 'whose word it is; none is the publication''s own voice'),
            ('positions', 'claimants', 'whose word it is; none is the publication''s own voice'),
            ('deliveries', 'low', 'the least that was delivered, over all claimants; null when it is unknown'),
            ('deliveries', 'high', 'the most that was delivered, over all claimants; null has no upper end'),
            ('deliveries', 'status', 'whether the counts agree: single, corroborated, ambiguous, disputed, reconciled'),
            ('deliveries', 'fact_id', 'the fact that reports the hand-over; null when only counts of it are left'),
            ('commitments', 'status', 'a leg: nothingDelivered, partial, fulfilled, cancelled; a commitment: reported, notInitiated, minimal, intermediate, full, breached, lapsed; a memo: its last answer; or noReport'),
            ('commitments', 'category', 'who or what is handed over; for anything that is no leg, the subject of its track'),
            ('commitments', 'leg', 'the leg of the exchange; null for anything else'),
            ('commitments', 'thing', 'the id of the exchange, commitment or memo'),
            ('rounds', 'status', 'proposed, scheduled, postponed, held'),
            ('rounds', 'day', 'the last day on which it was held or is planned, UTC'),
            ('measures', 'status', 'whether what is claimed agrees: single, corroborated, ambiguous, disputed, reconciled'),
            ('claims', 'low', 'the least that the claim allows; null when it is unknown or no number'),
            ('claims', 'high', 'the most that the claim allows; null has no upper end'),
            ('claims', 'thing', 'the id of the round, exchange, list or incident'),
            ('agreements', 'stage', 'its stage in the process, by the codes of PA-X: pre, cea, subPar, subComp, imp, ren, oth'),
            ('agreements', 'status', 'inForce, or how it ended: ended, superseded, withdrawn, annulled'),
            ('agreements', 'day', 'the UTC day on which it was signed'),
            ('proposals', 'status', 'open, reviewing, accepted, rejected, countered, withdrawn; lapsed when its date has passed'),
            ('proposals', 'kind', 'meeting, ceasefire, exchange, humanitarian, terms, other'),
            ('proposals', 'what', 'what was proposed'), ('proposals', 'made_on', 'when it was proposed, EDTF'),
            ('proposals', 'day', 'the UTC day on which it was proposed'),
            ('coverage', 'track', 'the key of a track that is covered'), ('coverage', 'fact_id', 'the fact that says so'),
            ('child_lists', 'status', 'nothingDelivered (none known returned), partial, fulfilled')
        ) as own(view, name, meaning) on own.view = c.table_name and own.name = c.column_name
        left join (values
            ('negotiation', 'the key of the negotiation'), ('track', 'the key of the home track'), ('fact_id', 'the fact that made it'),
            ('type', 'the type of the fact, such as talksHeld'), ('standing', 'what the fact counts for: counts, contested (a second voice denies it), superseded (replaced), retracted (found false)'),
            ('occurred', 'when it happened, EDTF, as it was written'), ('moment', 'the latest instant that occurred allows'), ('day', 'the UTC day of that instant'),
            ('known_from', 'from when it was known: recorded here or published anywhere'), ('recorded_at', 'when this system stored it'), ('recorded_by', 'who recorded it'),
            ('publisher', 'who published it'), ('title', 'title of the publication'), ('url', 'address of the publication'),
            ('published_at', 'when it was published, EDTF'), ('origin', 'the agency that the publication repeats'), ('reliability', 'reliability of the source, A to F (Admiralty scale)'),
            ('credibility', 'credibility of the information, 1 to 6 (Admiralty scale)'), ('quote', 'a short quotation'), ('note', 'remark of the person who recorded it'),
            ('attributes', 'what a data set says beside it, by namespaced name'), ('external_ids', 'its ids in other data sets, by data set'),
            ('urls', 'further addresses at which it can be read about'), ('supersedes', 'the fact that it replaces'), ('content', 'what the fact itself says'), ('sequence', 'place in the store; grows with every fact'),
            ('exchange', 'the id of the exchange'), ('leg', 'one direction and category of the exchange'), ('from_actor', 'who hands over, or who submitted the list'), ('to_actor', 'who receives'),
            ('category', 'prisonersOfWar, civilians, wounded, remains, children'), ('terms', 'numberForNumber, allForAll, category, unilateral; null when nobody says or the claimants differ'),
            ('agreed_on', 'when it was agreed, EDTF'), ('due', 'by when it is due, EDTF'), ('due_until', 'the last instant before it is overdue'),
            ('agreed_low', 'the least that was promised, over all claimants; null when it is unknown'), ('agreed_high', 'the most that was promised; null has no upper end'),
            ('delivered_low', 'the least that was delivered, over all claimants; null when it is unknown'), ('delivered_high', 'the most that was delivered; null has no upper end'),
            ('outstanding_low', 'the least that is still outstanding; null when it is unknown'), ('outstanding_high', 'the most that is still outstanding; null has no upper end'),
            ('surplus_low', 'the least that was delivered beyond the promise'), ('surplus_high', 'the most that was delivered beyond the promise; null has no upper end'),
            ('share_low', 'the least share of the promise that was delivered, 0 to 1; null when the promise is no number'), ('share_high', 'the most of that share, 0 to 1'),
            ('stages', 'at how many hand-overs the leg delivered, also of undisclosed size'), ('first_delivery', 'the day of the first hand-over, UTC'), ('last_delivery', 'the day of the last hand-over, UTC'),
            ('status', 'nothingDelivered, partial, fulfilled, cancelled'), ('disputed', 'whether the counts conflict'), ('contested', 'whether a second voice denies that it was made'),
            ('stage', 'the id of the hand-over within the exchange'), ('measure', 'the address of the number, such as exchange/remains-1/ru-ua/delivered'),
            ('kind', 'exchange (a leg of one), commitment, memo (the reply to it)'), ('owed_by', 'who owes it'), ('owed_to', 'to whom'), ('what', 'what was promised'),
            ('open', 'whether it is still to be kept'), ('awaited', 'whether it can fall overdue: open, dated, unconditional, and on some track that is not on hold'),
            ('overdue', 'whether its date has passed'), ('condition', 'what it depends on'), ('kept', 'when it was kept, EDTF'), ('late', 'whether it was kept after it was due'),
            ('made_on', 'when it was promised, EDTF'), ('assessed_on', 'when it was last assessed, EDTF'), ('assessments', 'how many assessments there are'),
            ('round', 'the id of the round'), ('planned', 'when it is planned for, EDTF'), ('held', 'when it was held, EDTF'), ('venue', 'where'), ('country', 'the country of the venue'),
            ('delegations', 'the parties that met'), ('minutes_low', 'the least that it lasted, in minutes'), ('minutes_high', 'the most that it lasted, in minutes; null has no upper end'),
            ('agreement', 'the id of the agreement'), ('signed_on', 'when it was signed, EDTF'), ('ended_on', 'when it ended, EDTF; null while it is in force'),
            ('end_day', 'the UTC day on which it ended'), ('signatories', 'who signed: actors by key, others by name'),
            ('third_parties', 'who signed as witness, guarantor or the like: actors by key, others by name'), ('joined', 'who joined it later'),
            ('amendments', 'how often it was amended'), ('proposal', 'the id of the proposal'), ('made_by', 'who made it'), ('made_to', 'to whom'),
            ('valid_until', 'until when it may be accepted, EDTF'), ('answers', 'how many answers there are'), ('outcomes', 'what came of it, such as exchange/remains-1'),
            ('actor', 'whose position it is'), ('stance', 'demand, condition, proposal, acceptance, rejection, warning, appeal, assessment, comment'),
            ('on_what', 'the thing, actor or position that it is about'), ('text', 'what it says'),
            ('source', 'the publisher, or the agency that publications repeat'), ('covered_from', 'from when the source covers the track, EDTF'),
            ('covered_until', 'until when, EDTF; null while it still does'),
            ('list', 'the id of the list'), ('submitted', 'when it was submitted, EDTF'), ('listed_low', 'the least number of children that it names'), ('listed_high', 'the most that it names'),
            ('reviewed_low', 'the least number of cases reviewed'), ('reviewed_high', 'the most cases reviewed; null has no upper end'),
            ('returned_low', 'the least number of children known returned'), ('returned_high', 'the most children returned; null has no upper end'),
            ('low', 'the least of the number, over all claimants; null when it is unknown or no number'), ('high', 'the most of the number; null has no upper end'),
            ('thing_kind', 'what the number is of: round, exchange, children, incident'), ('claimant', 'whose word it is; null is the publication''s own voice'),
            ('value', 'what is claimed, as JSON'), ('basis', 'what the number counts: total, perSide, oneWay, unspecified'),
            ('measure_status', 'whether all claims for the measure agree; null for figures of incidents, of which the claims query tells it')
        ) as shared(name, meaning) on shared.name = c.column_name
        where c.table_schema = '{name}'
    loop
        execute format('comment on column {reporting}.%I.%I is %L', described.table_name, described.column_name, described.meaning);
    end loop;
end
$comments$;
comment on view {reporting}.facts is 'Every fact once, whether it counts or not: filter by standing.';
comment on view {reporting}.exchange_legs is 'Promised against delivered, one row a leg of an exchange.';
comment on view {reporting}.deliveries is 'What each leg delivered at each hand-over; who counts how many stands in claims, under the same measure.';
comment on view {reporting}.commitments is 'Everything promised: legs of exchanges, commitments of any other kind, replies with a date.';
comment on view {reporting}.rounds is 'Rounds of talks.';
comment on view {reporting}.child_lists is 'Lists of children: how many are listed, reviewed, returned. No names are kept.';
comment on view {reporting}.measures is 'Every number about rounds, exchanges and lists, with all claims weighed.';
comment on view {reporting}.claims is 'One row a claim: a claimant''s value for a measure, from one fact. Those of facts that do not count are here too: filter by standing.';
comment on view {reporting}.agreements is 'Agreements: who signed and joined them, and whether they are in force.';
comment on view {reporting}.proposals is 'Offers on the table, and what became of them.';
comment on view {reporting}.positions is 'What actors said where they stand. Those of facts that do not count are here too: filter by standing.';
comment on view {reporting}.coverage is 'What sources cover, one row a track. What does not count is here too: filter by standing.';
