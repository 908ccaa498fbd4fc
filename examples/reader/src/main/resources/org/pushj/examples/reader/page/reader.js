// Keeps the page live: events bring new parts of it, and forms are sent without leaving it.
// Without script the page works too; it then has to be loaded again.
const entries = document.getElementById('entries');
const subscriptions = document.getElementById('subscriptions');
const notice = document.getElementById('notice');
const arrivals = document.getElementById('arrived');
const connection = document.getElementById('connection');
const maxEntries = 200;

function parse(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  return template.content;
}

function showLocalTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    time.textContent = new Date(time.dateTime).toLocaleString([], {dateStyle: 'medium', timeStyle: 'short'});
  }
}

function showEntries(markup) {
  const arrived = parse(markup);
  const count = arrived.childElementCount;
  showLocalTimes(arrived);
  for (const article of [...arrived.children].reverse()) {
    document.getElementById(article.id)?.remove();
    article.classList.add('new');
    entries.prepend(article);
  }
  while (entries.children.length > maxEntries) {
    entries.lastElementChild.remove();
  }
  if (count > 0) {
    arrivals.textContent = count === 1 ? '1 new entry' : count + ' new entries';
  }
}

function showSubscriptions(markup) {
  if (markup === subscriptions.dataset.shown) {
    return;
  }
  const focused = subscriptions.contains(document.activeElement) ? document.activeElement.id : '';
  subscriptions.replaceChildren(parse(markup));
  subscriptions.dataset.shown = markup;
  if (focused) {
    (document.getElementById(focused) || document.getElementById('feeds-heading')).focus();
  }
}

function say(text, kind) {
  notice.className = kind;
  notice.textContent = text;
}

// A disabled button would lose the focus, so it only says that it is.
async function send(form, button) {
  button.setAttribute('aria-disabled', 'true');
  say('One moment…', 'busy');
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      headers: {Accept: 'application/json'},
      body: new URLSearchParams(new FormData(form)),
    });
    const json = await answer.json();
    say(answer.ok ? form.dataset.done : json.error, answer.ok ? 'done' : 'error');
    if (answer.ok) {
      form.reset();
    }
  } catch {
    say('The reader does not answer. Try again in a moment.', 'error');
  }
  button.removeAttribute('aria-disabled');
}

document.addEventListener('submit', (event) => {
  if (event.target.method === 'get') {
    return;
  }
  const button = event.target.querySelector('button');
  event.preventDefault();
  if (!button.hasAttribute('aria-disabled')) {
    send(event.target, button);
  }
});

const events = new EventSource('/events?last=' + entries.dataset.last + location.search.replace('?', '&'));
events.addEventListener('entries', (event) => showEntries(event.data));
events.addEventListener('subscriptions', (event) => showSubscriptions(event.data));
events.addEventListener('open', () => {
  connection.className = 'live';
  connection.textContent = 'Live';
});
events.addEventListener('error', () => {
  connection.className = 'away';
  connection.textContent = 'Reconnecting…';
});
showLocalTimes(document);
