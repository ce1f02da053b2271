// Keeps a page up to date: the elements whose ids the silo's rendered fragments have become what these are. When the silo is
// lost, the page asks the store's other silos, and moves to the first that answers.
'use strict';
(() => {
  const patience = 2000;   // for a silo to answer, and between two rounds of asking
  const grace = 1500;      // for the browser to connect again by itself
  const line = document.getElementById('line');
  let marks = document.body.dataset.marks;
  let source = null;
  let fragments = [];      // of a change that is not whole yet
  let waiting = 0;
  let searching = false;
  let leaving = false;
  let wasOpen = false;
  if (marks === undefined || !window.EventSource) {
    return;
  }

  /** What the user has done to an element that is about to be made anew. */
  function remember(element) {
    const active = document.activeElement;
    const within = element.contains(active) ? active : null;
    const all = within ? [...element.querySelectorAll('a,button,input,textarea,select,summary,[tabindex]')] : [];
    return {
      open: [element, ...element.querySelectorAll('details[id]')].filter((one) => one.tagName === 'DETAILS').map((one) => [one.id, one.open]),
      scroll: [...element.querySelectorAll('.scroll, .plot, pre')].map((one) => [one.scrollLeft, one.scrollTop]),
      id: within ? within.id : '',
      href: within ? within.getAttribute('href') : null,
      text: within ? within.textContent : '',
      at: all.indexOf(within),
      self: within === element,
      focused: within !== null,
    };
  }

  /** The same, done again to what stands there now. */
  function restore(element, state) {
    for (const [id, open] of state.open) {
      const details = document.getElementById(id);
      if (details) {
        details.open = open;
      }
    }
    [...element.querySelectorAll('.scroll, .plot, pre')].forEach((one, index) => {
      if (state.scroll[index]) {
        [one.scrollLeft, one.scrollTop] = state.scroll[index];
      }
    });
    if (!state.focused) {
      return;
    }
    const all = [...element.querySelectorAll('a,button,input,textarea,select,summary,[tabindex]')];
    const found = (state.self && element)
      || (state.id && document.getElementById(state.id))
      || (state.href && all.find((one) => one.getAttribute('href') === state.href && one.textContent === state.text))
      || (!state.id && !state.href && all[state.at])
      || null;
    if (found) {
      found.focus({ preventScroll: true });
    } else {
      // What had the focus is gone, such as the button of a sweep that has ended: stay near it.
      element.tabIndex = -1;
      element.focus({ preventScroll: true });
    }
  }

  /** Makes a node what another one is and touches only what differs: the rest is not styled, laid out and painted again. */
  function patch(old, made) {
    if (old.isEqualNode(made)) {
      return;
    }
    if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== made.nodeName || old.id !== made.id) {
      old.replaceWith(made);
      return;
    }
    for (const { name } of [...old.attributes]) {
      if (!made.hasAttribute(name)) {
        old.removeAttribute(name);
      }
    }
    for (const { name, value } of made.attributes) {
      if (old.getAttribute(name) !== value) {
        old.setAttribute(name, value);
      }
    }
    const there = [...old.childNodes];
    const wanted = [...made.childNodes];
    wanted.forEach((child, index) => (index < there.length ? patch(there[index], child) : old.append(child)));
    there.slice(wanted.length).forEach((child) => child.remove());
  }

  function replace(fragment) {
    const old = document.getElementById(fragment.id);
    const template = document.createElement('template');
    template.innerHTML = fragment.html;
    const made = template.content.firstElementChild;
    if (!old || !made || made.id !== fragment.id) {
      return;
    }
    const state = remember(old);
    patch(old, made);
    restore(document.getElementById(fragment.id), state);
  }

  /** Says something about the line to the silo; nothing when all is well. */
  function say(text, links) {
    line.hidden = text === '';
    if (line.dataset.text === text) {
      return;
    }
    line.dataset.text = text;
    line.textContent = text;
    for (const link of links || []) {
      const a = document.createElement('a');
      a.href = link + here();
      a.textContent = link;
      line.append(' ', a);
    }
  }

  function here() {
    return location.pathname + location.search + location.hash;
  }

  function neighbours() {
    return [...document.querySelectorAll('#neighbours a')].map((a) => new URL(a.href).origin).filter((origin) => origin !== location.origin);
  }

  function open() {
    close();
    const address = new URL(location.href);
    address.hash = '';
    address.searchParams.set('marks', marks);
    fragments = [];
    source = new EventSource(address);
    source.addEventListener('open', () => {
      wasOpen = true;
      clearTimeout(waiting);
      waiting = 0;
      say('');
    });
    source.addEventListener('fragment', (event) => fragments.push(JSON.parse(event.data)));
    source.addEventListener('away', () => say('The store does not answer at present. What you see may be out of date. The silo goes on asking.'));
    source.addEventListener('marks', (event) => {
      say('');
      // All at once: style, layout and paint are worked out once for the whole change.
      fragments.forEach(replace);
      fragments = [];
      marks = event.lastEventId;
      document.title = JSON.parse(event.data) + ' · DropoutSweep';
      document.body.dataset.updates = Number(document.body.dataset.updates || 0) + 1;
    });
    source.addEventListener('error', () => {
      if (!waiting && !leaving) {
        waiting = setTimeout(search, source && source.readyState === EventSource.CLOSED ? 0 : grace);
      }
    });
  }

  function close() {
    clearTimeout(waiting);
    waiting = 0;
    if (source) {
      source.close();
      source = null;
    }
  }

  async function answers(origin) {
    try {
      // What it says is not to be read from another origin; that it says something is enough.
      await fetch(origin + '/healthz', { mode: origin === location.origin ? 'same-origin' : 'no-cors', cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(patience) });
      return true;
    } catch {
      return false;
    }
  }

  /** Looks for a silo that goes on: this one first, then the others, until one answers. */
  async function search() {
    if (searching) {
      return;
    }
    searching = true;
    const closed = source !== null && source.readyState === EventSource.CLOSED;
    close();
    while (!document.hidden && !leaving) {
      const others = neighbours();
      say(others.length ? 'The line to this silo is lost. Looking for another one …' : 'The line to this silo is lost, and no other one is known. Trying again …');
      if (await answers(location.origin)) {
        if (closed && wasOpen) {
          // It is there and does not go on with this page: signed out, deleted, or another program.
          location.reload();
          return;
        }
        if (closed) {
          await new Promise((resolve) => setTimeout(resolve, patience));
        }
        searching = false;
        open();
        return;
      }
      for (const other of others) {
        if (await answers(other)) {
          leaving = true;
          say('Moving to another silo …');
          location.replace(other + here());
          return;
        }
      }
      say('The line to this silo is lost. What you see may be out of date. Trying again …', others);
      await new Promise((resolve) => setTimeout(resolve, patience));
    }
    searching = false;
  }

  // A page that nobody sees needs no line; browsers allow few per silo.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      close();
    } else if (!source && !searching) {
      open();
    }
  });
  addEventListener('pagehide', () => { leaving = true; close(); });
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      leaving = false;
      open();
    }
  });
  if (!document.hidden) {
    open();
  }
})();
