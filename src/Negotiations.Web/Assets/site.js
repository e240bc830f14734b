// Comfort only: a slider through time, news as they come, keys, and dates checked while typing. Every page works without it.
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const go = (address) => { location.href = address; };

/** This address with one parameter set, or left out where the value is null. */
function withParameter(name, value) {
  const address = new URL(location.href);
  address.searchParams.delete('cursor');
  address.searchParams.delete(name);
  if (value !== null) address.searchParams.set(name, value);
  return address.href;
}

/** A slider over the days on which something happened; its end is now. */
function addSlider(form) {
  const days = (form.dataset.days || '').split(' ').filter(Boolean);
  if (!one('.slider', form)) return;
  const chosen = new URL(location.href).searchParams.get('asOf');
  const at = chosen === null ? days.length : Math.max(0, days.findLastIndex((day) => day <= chosen));
  const box = one('.slider', form);
  const range = document.createElement('input');
  Object.assign(range, { type: 'range', min: 0, max: days.length, value: at });
  const told = document.createElement('output');
  const text = () => (Number(range.value) === days.length ? 'now' : days[range.value]);
  const tell = () => { told.value = text(); range.setAttribute('aria-valuetext', text()); };
  range.setAttribute('aria-label', 'As of');
  range.addEventListener('input', tell);
  range.addEventListener('change', () => go(withParameter('asOf', Number(range.value) === days.length ? null : days[range.value])));
  tell();
  box.append(range, told);
}

/** Tells how many facts came since the page was made, and moves nothing until asked. */
function follow(place) {
  let count = 0;
  const button = one('button', place);
  const stream = new EventSource(place.dataset.stream);
  stream.addEventListener('start', () => { place.dataset.following = 'true'; });
  const isNews = new Set(['start', 'beat', 'end']);
  const tell = (event) => {
    if (isNews.has(event.type)) return;
    count += 1;
    button.textContent = `${count} new ${count === 1 ? 'fact' : 'facts'}, show`;
    place.hidden = false;
  };
  for (const type of place.dataset.types.split(' ')) stream.addEventListener(type, tell);
  button.addEventListener('click', () => location.reload());
  addEventListener('pagehide', () => stream.close());
}

/** Says whether a date can be read, as the service would, while it is typed. */
const part = String.raw`-?(\d{4}|\d{3}X|\d{2}XX)(-(\d{2}|XX)(-(\d{2}|XX))?)?[?~%]?`;
const instant = String.raw`\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)`;
const edtf = new RegExp(`^(${instant}|${part}|(\\.\\.|${part})?/(\\.\\.|${part})?)$`);
function check(field) {
  const bad = field.value !== '' && (!edtf.test(field.value) || /^(\.\.)?\/(\.\.)?$/.test(field.value));
  field.setCustomValidity(bad ? 'A date such as 2025-06-02, 2025-06, 2025-06-02? or 2025-05-23/2025-05-25' : '');
  field.setAttribute('aria-invalid', String(bad));
}

/** Keys that do something, unless somebody is typing. */
function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, textarea, select')) return;
  const target = { '/': '#q', '[': 'a[rel=prev]', ']': 'a[rel=next]', n: '.past .back', '?': '#keys' }[event.key];
  const found = target && one(target);
  if (!found) return;
  event.preventDefault();
  if (event.key === '/') found.focus();
  else if (event.key === '?') { found.tabIndex = -1; found.focus(); }
  else found.click();
}

all('form[data-days]').forEach(addSlider);
all('[data-stream]').forEach(follow);
all('input[data-edtf]').forEach((field) => field.addEventListener('input', () => check(field)));
one('#faults')?.focus();
addEventListener('keydown', press);
