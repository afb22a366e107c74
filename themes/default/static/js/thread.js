// What a script adds to a page of comments, which is complete without it: folds that are kept,
// keys, and links to comments that lead on to the page where these stand.
"use strict";
(() => {
  // Words in the page's language, in the order in which they are asked for below; none in English.
  const words = document.currentScript?.dataset.words?.split("|");
  const comments = document.querySelector(".comments");
  let items; // once they are needed
  const list = () => items ??= [...comments.querySelectorAll("li[id]")];
  const fold = (item) => item.querySelector(":scope > details");
  const y = (item) => item?.getBoundingClientRect().top;
  const above = (item) => item?.parentElement.closest("li[id]");
  const make = (kind, told) => Object.assign(document.createElement(kind), told);
  const stored = (name, value) => {
    try { // a reader may forbid it
      if (value === undefined) return localStorage.getItem(name);
      value ? localStorage.setItem(name, value) : localStorage.removeItem(name);
    } catch { return null; }
  };

  // Again while what is above is laid out, whose height was a guess.
  let aim;
  function settle(item, times = 3) {
    aim = item;
    item.scrollIntoView();
    if (times) requestAnimationFrame(() => aim === item && settle(item, times - 1));
  }

  // A link to a comment: what hides it opens; one that stands elsewhere is followed there.
  function seek(anew) {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const there = document.getElementById(wanted);
    if (!wanted.startsWith("c-")) return;
    if (there?.matches(".elsewhere a")) return location.replace(there.href);
    if (there) {
      let closed = false;
      for (let at = there; at; at = above(at)) {
        if (fold(at)?.open === false) closed = fold(at).open = true;
      }
      if (closed || anew) settle(there);
      cite(there);
    } else { // the first page, which names old comments, or a list of newer ones
      const next = document.querySelector("[data-next]")?.dataset.next;
      if (next) location.replace(next + location.hash);
    }
  }

  // Folds are kept, thread by thread.
  const folds = "folds " + location.pathname;
  const folding = comments ? [...comments.querySelectorAll("li[id] > details")] : [];
  const shut = () => folding.filter((details) => !details.open).map((details) => details.parentElement.id).join(" ");
  const made = shut();
  const keep = () => stored(folds, shut() === made ? "" : shut() || " ");
  const kept = stored(folds)?.split(" ");
  if (kept) for (const details of folding) details.open = !kept.includes(details.parentElement.id);
  comments?.addEventListener("click", (event) => {
    const summary = event.target.closest("summary");
    const item = summary?.closest("li[id]");
    if (!item || summary.parentElement !== fold(item)) return;
    if (event.shiftKey) level(item, !fold(item).open, event.preventDefault());
    setTimeout(() => {
      keep();
      if (y(item) < 0) settle(item); // folded from far below
    });
  });

  const depth = (item) => { let n = 0; while ((item = above(item))) n++; return n; };
  function level(item, open) {
    const at = depth(item);
    for (const details of folding) if (depth(details.parentElement) === at) details.open = open;
    settle(item);
    keep();
  }

  // Keys. They move the focus, so that screen readers and the next Tab follow.
  function here() {
    const at = (element) => list().indexOf(element?.closest("li[id]"));
    const item = list()[at(document.activeElement)] || comments.querySelector("li:target");
    if (y(item) > -9 && y(item) < innerHeight) return item;
    // Out of sight: what is at the top. Between comments, a point is in the one that they answer.
    const n = Math.max(...[8, 26].map((down) => at(document.elementFromPoint(innerWidth / 2, down))));
    return items[y(items[n]) > 9 ? n - 1 : n];
  }
  function go(item) {
    if (!item) return;
    item.querySelector(":scope > [itemprop=url]").focus({ preventScroll: true });
    settle(item);
  }
  const step = (by, fit) => (at) => {
    let n = at ? list().indexOf(at) + by : by > 0 ? 0 : -1;
    while (items[n] && !(items[n].checkVisibility() && fit(items[n], at))) n += by;
    go(items[n]);
  };
  const set = (open) => (at) => { if (at && fold(at)) { fold(at).open = open; go(at); keep(); } };
  const top = (item) => item.parentElement === comments;
  // Where all comments of a page are from: what stands before, host and all, and after each id's end.
  const from = comments?.closest("[data-originals]")?.dataset.originals.split(" ");
  const original = (at) => {
    const end = at?.id.slice(2).match(/[^/_~]*$/)[0];
    return end && /^https?:\/\/[^/?#\\]+[/?#]/.test(from?.[0]) && from[0] + end + (from[1] || "");
  };
  // For phones, which have no keys.
  function cite(item) {
    const href = original(item);
    if (!href || item.cited) return;
    item.cited = true;
    item.querySelector("[itemprop=url]")?.after(" ", make("a", { href, textContent: new URL(href).host }));
  }
  const keys = {
    j: ["Next comment", step(1, () => true)],
    k: ["Previous comment", step(-1, () => true)],
    n: ["Next at the top level", step(1, top)],
    p: ["Previous at the top level", step(-1, top)],
    "]": ["Next reply to the same comment", (at) => go(at?.nextElementSibling)],
    "[": ["Previous reply to the same comment", (at) => go(at?.previousElementSibling)],
    u: ["What this replies to", (at) => go(above(at))],
    h: ["Fold", set(false)],
    l: ["Unfold", set(true)],
    H: ["Fold all at this depth", (at) => at && level(at, false)],
    L: ["Unfold all at this depth", (at) => at && level(at, true)],
    o: ["Its original", (at) => { if (original(at)) location = original(at); }],
    "?": ["These keys", help],
  };
  const say = (number, english) => words?.[number] || english;
  let dialog;
  function help() {
    if (!dialog) {
      const add = (kind, text, into) => into.appendChild(make(kind, { textContent: text }));
      dialog = add("dialog", "", document.body);
      dialog.className = "keys";
      add("h2", say(13, "Keys"), dialog);
      const table = add("dl", "", dialog);
      Object.entries(keys).forEach(([key, [what]], number) => {
        add("kbd", key, add("dt", "", table));
        add("dd", say(number, what), table);
      });
      const form = add("form", "", dialog);
      form.method = "dialog";
      const said = () => stored("keys") ? say(14, "Switch keys on") : say(15, "Switch keys off");
      const toggle = add("button", said(), form);
      toggle.type = "button";
      toggle.onclick = () => {
        stored("keys", stored("keys") ? "" : "off");
        toggle.textContent = said();
      };
      add("button", say(16, "Close"), form);
    }
    dialog.showModal();
  }
  // At the end, so that nothing is moved.
  document.querySelector("footer.site p")?.append(" ", make("button", { type: "button", textContent: say(13, "Keys"), onclick: help }));
  document.addEventListener("keydown", (event) => {
    const key = keys[event.key];
    if (!key || !comments || event.ctrlKey || event.metaKey || event.altKey) return;
    if (dialog?.open || event.target.matches("input:not([type=radio]), textarea, select") || stored("keys")) return;
    event.preventDefault();
    key[1](here());
  });

  let back = false; // then the browser knows the place better
  window.navigation?.addEventListener("navigate", (event) => {
    back = event.navigationType === "traverse";
  });
  addEventListener("hashchange", () => seek(!back));
  seek(!performance.navigation.type); // not where it was loaded again or gone back to
})();
