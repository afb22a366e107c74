// Keeps an open page as the site is. What is shown comes as text and is only ever set as text.
"use strict";
{
  const script = document.currentScript;
  const page = script.dataset.page;
  const key = "sitegen-reload:" + location.pathname;
  let seen = script.dataset.seen;
  let styles = script.dataset.styles;
  let source = null;

  // A fold is known by the nearest id and its number below that, so new comments move nothing.
  const folds = () => {
    const numbers = new Map();
    return [...document.querySelectorAll("details")].map((details) => {
      const near = details.closest("[id]");
      const id = near ? near.id : "";
      const number = numbers.get(id) || 0;
      numbers.set(id, number + 1);
      return [id + "/" + number, details];
    });
  };

  // The element that begins the view, and how far below the top it begins.
  const topmost = () => {
    for (const element of document.querySelectorAll("[id]")) {
      const box = element.getBoundingClientRect();
      if (box.height && box.top >= 0 && box.top < innerHeight) return [element.id, box.top];
    }
    return null;
  };

  const remember = () => {
    const open = Object.fromEntries(folds().map(([name, details]) => [name, details.open]));
    const active = document.activeElement;
    const state = { open, top: topmost(), y: scrollY, x: scrollX, focus: active && active.id };
    try {
      sessionStorage.setItem(key, JSON.stringify(state));
    } catch {
      // Without storage the page still reloads; it only begins at its top.
    }
  };

  const recall = () => {
    const kept = sessionStorage.getItem(key);
    if (!kept) return;
    sessionStorage.removeItem(key);
    const state = JSON.parse(kept);
    for (const [name, details] of folds()) {
      if (name in state.open) details.open = state.open[name];
    }
    const place = () => {
      const anchor = state.top && document.getElementById(state.top[0]);
      if (anchor) {
        const top = anchor.getBoundingClientRect().top - state.top[1];
        scrollBy({ top, behavior: "instant" });
      } else {
        scrollTo({ left: state.x, top: state.y, behavior: "instant" });
      }
    };
    history.scrollRestoration = "manual";
    const focus = state.focus && document.getElementById(state.focus);
    if (focus) focus.focus({ preventScroll: true });
    place();
    // Heights of what was never seen are estimates, and settle while the page is drawn.
    requestAnimationFrame(() => {
      place();
      requestAnimationFrame(place);
    });
    addEventListener("load", () => {
      place();
      history.scrollRestoration = "auto";
    }, { once: true });
  };

  const restyle = async (version) => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const wanted = fresh.querySelectorAll("link[rel~=stylesheet]");
    const here = document.querySelectorAll("link[rel~=stylesheet]");
    wanted.forEach((link, number) => {
      const old = here[number];
      const next = document.createElement("link");
      for (const { name, value } of link.attributes) next.setAttribute(name, value);
      next.href = new URL(link.getAttribute("href"), location.href) + "?" + version;
      if (!old) {
        document.head.append(next);
        return;
      }
      next.onload = next.onerror = () => old.remove();
      old.after(next);
    });
  };

  // What is wrong, over the page; what is wrong with dumps, in a corner. Both can be put away.
  let host = null;
  let root = null;
  let away = "";
  const show = (told) => {
    const faults = told.faults.length > 0;
    const lines = faults ? told.faults : told.firstProblems;
    const title = faults
      ? told.summary
      : told.problems + (told.problems === 1 ? " problem in the dumps" : " problems in the dumps");
    const what = JSON.stringify([title, lines]);
    if (!lines.length || what === away) {
      if (host) host.hidden = true;
      return;
    }
    if (!host) {
      host = document.createElement("sitegen-overlay");
      root = host.attachShadow({ mode: "open" });
      document.documentElement.append(host);
    }
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = "/_sitegen/overlay.css";
    const section = document.createElement("section");
    section.className = faults ? "faults" : "notes";
    section.setAttribute("role", faults ? "alert" : "status");
    const close = document.createElement("button");
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.onclick = () => {
      away = what;
      host.hidden = true;
    };
    const heading = document.createElement("h2");
    heading.textContent = title;
    section.append(close, heading);
    for (const line of lines) {
      const block = document.createElement("pre");
      block.textContent = line;
      section.append(block);
    }
    root.replaceChildren(sheet, section);
    host.hidden = false;
  };

  const hear = (event) => {
    const told = JSON.parse(event.data);
    show(told);
    if (told.page && told.page !== seen) {
      seen = told.page;
      remember();
      location.reload();
      return;
    }
    if (styles !== told.styles) restyle(told.styles);
    styles = told.styles;
  };

  // A stream takes one of the few connections that a browser has, so only a page in view has one.
  const listen = () => {
    if (document.visibilityState === "hidden") {
      if (source) source.close();
      source = null;
    } else if (!source) {
      source = new EventSource("/_sitegen/events?page=" + encodeURIComponent(page));
      source.onmessage = hear;
    }
  };

  recall();
  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => {
    if (source) source.close();
    source = null;
  });
  addEventListener("pageshow", listen);
  listen();
}
