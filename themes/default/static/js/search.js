// Searches the files of search/, which sitegen/search/ describes: words lead to numbers of posts,
// numbers to blocks of posts. Files are loaded as scripts, for that works from a folder, too.
"use strict";
(() => {
  const form = document.getElementById("search"), hits = document.getElementById("hits");
  const more = document.getElementById("more"), { files, root } = form.dataset;
  const loads = {}, PAGE = 10, MOST = 40;
  const waiting = {};
  let version = ""; // so that no browser takes files of an older index from its cache
  window.found = (name, data) => waiting[name]?.(data);
  const load = (name) => loads[name] ??= new Promise((done, failed) => {
    waiting[name] = done;
    const script = document.createElement("script");
    script.onerror = () => { delete loads[name]; failed(); };
    script.src = files + name + ".js" + version;
    document.head.append(script);
  });
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC").toLowerCase();
  const CJK = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af" +
    "\uf900-\ufaff\u{20000}-\u{3ffff}";
  const runs = new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu"), cjk = new RegExp(`^[${CJK}]`, "u");
  const words = (text) => (fold(text).match(/[\p{L}\p{N}_]+/gu) || []).flatMap((word) =>
    word.match(runs).flatMap((run) => {
      const signs = [...run];
      if (!cjk.test(run) || signs.length < 2) return [signs.slice(0, 32).join("")];
      return signs.slice(1).map((sign, at) => signs[at] + sign);
    }));
  const order = (one, other) => { // by code points, as the index is sorted
    const a = [...one], b = [...other];
    for (let at = 0; at < a.length && at < b.length; at++) {
      if (a[at] !== b[at]) return a[at].codePointAt() - b[at].codePointAt();
    }
    return a.length - b.length;
  };
  const unpack = (text) => {
    const numbers = [];
    for (let at = 0, number = 0; at < text.length; at++) {
      const sign = text.charCodeAt(at);
      if (sign < 93) number = number * 57 + sign - 35;
      else number = numbers.push(number * 34 + sign - 93) && 0;
    }
    return numbers;
  };
  const steps = (text) => {
    let post = 0;
    return unpack(text).map((step) => [post += Math.floor(step / 8), step % 8 + 1]);
  };

  // Post → weight, of a word and, for less, of the words that begin with it.
  async function posts(all, word) {
    let at = all.words.findLastIndex(([first]) => order(first, word) <= 0);
    const names = at < 0 ? [] : [all.words[at][1]];
    while (names.length < 4 && all.words[++at]?.[0].startsWith(word)) names.push(all.words[at][1]);
    const result = new Map();
    let left = MOST;
    for (const shard of await Promise.all(names.map((name) => load("w-" + name)))) {
      for (const [term, text] of Object.entries(shard)) {
        if (!term.startsWith(word) || (term !== word && left-- < 0)) continue;
        const list = steps(text), rare = Math.log(1 + all.posts / list.length);
        const near = term === word ? 1 : 0.4;
        for (const [post, weight] of list) {
          result.set(post, Math.max(result.get(post) || 0, weight * rare * near));
        }
      }
    }
    return result;
  }

  // [community, day, score] of a post.
  async function facts(all, post) {
    const block = Math.floor(post / all.width);
    const group = await load("f-" + Math.floor(block / all.group));
    const at = block % all.group;
    if (typeof group[at] === "string") group[at] = unpack(group[at]);
    const [community, day, score] = group[at].slice(post % all.width * 3);
    return [community, day, score % 2 ? (-score - 1) / 2 : score / 2];
  }

  async function search(wanted) {
    const all = await load("all");
    version = "?" + all.version;
    const asked = [...new Set(words(wanted.q))], rare = asked.filter((w) => !all.common.includes(w));
    const lists = await Promise.all(rare.map((word) => posts(all, word)));
    if (wanted.author) lists.push(await posts(all, "@" + fold(wanted.author.trim())));
    if (!lists.length) return { list: [], say: asked.length ? "common" : "" };
    const scores = new Map();
    for (const list of lists) {
      for (const [post, weight] of list) {
        const [n, sum] = scores.get(post) || [0, 0];
        scores.set(post, [n + 1, sum + weight]);
      }
    }
    let list = [...scores], say = "";
    const full = list.filter(([, [n]]) => n === lists.length);
    if (full.length || wanted.author) list = full;
    else if (list.length) say = "some";
    list.sort(([a, [n, x]], [b, [m, y]]) => m - n || y - x || a - b);
    const day = (text) => text ? Date.parse(text) / 864e5 : null;
    const from = day(wanted.from), to = day(wanted.to), least = wanted.score;
    if (wanted.in || from !== null || to !== null || least || wanted.sort) {
      const place = all.communities.indexOf(wanted.in), known = [];
      for (const [post] of list) {
        const [community, when, score] = await facts(all, post);
        if (wanted.in && community !== place) continue;
        if ((from !== null || to !== null) && !when) continue;
        if ((from !== null && when < from) || (to !== null && when > to)) continue;
        if (!least || score >= +least) known.push([post, when, score]);
      }
      const by = { new: (a, b) => b[1] - a[1], old: (a, b) => (a[1] || 1e9) - (b[1] || 1e9),
        points: (a, b) => b[2] - a[2] }[wanted.sort];
      list = by ? known.sort(by) : known;
    }
    return { list: list.map(([post]) => post), say, width: all.width, rare };
  }

  const make = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  // The text around the first word that was asked for, with all such words marked.
  function excerpt(text, asked) {
    const parts = [], line = make("p", "");
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}_]+/gu)) {
      if (words(match[0]).some((word) => asked.some((of) => word.startsWith(of)))) parts.push(match);
    }
    let at = Math.max(0, (parts[0]?.index ?? 0) - 80);
    if (at) at = text.indexOf(" ", at) + 1 || at;
    const end = at + 280;
    line.append(at ? "… " : "");
    for (const match of parts.filter(({ index }) => index < end)) {
      line.append(text.slice(at, match.index), make("mark", match[0]));
      at = match.index + match[0].length;
    }
    line.append(text.slice(at, Math.max(at, end)), end < text.length ? " …" : "");
    return line;
  }
  async function show({ list, width, rare }, from) {
    const shown = list.slice(from, from + PAGE);
    const blocks = await Promise.all(shown.map((post) => load("b-" + Math.floor(post / width))));
    return shown.map((post, at) => {
      const [heads, docs] = blocks[at], [head, anchor, author, time, score, text] = docs[post % width];
      const [path, title, community] = heads[head], item = make("li", ""), link = make("a", title);
      const [id, page] = anchor.split("#").reverse(); // the page where it is not the thread's own
      link.href = root + (page ? path.replace(/[^/]*$/, page) : path) + (id && "#" + id);
      const said = make("p", [author, time.slice(0, 10), score === null ? "" : form.dataset.points + " " + score, community]
        .filter(Boolean).join(" · "));
      said.className = "meta";
      item.append(link, said, excerpt(text, rare));
      return item;
    });
  }

  const say = (name, number) => {
    for (const line of document.querySelectorAll("[data-say]")) {
      const told = line.dataset.say;
      line.hidden = told !== name && !(told === "count" && number);
      if (told === "count") line.firstChild.textContent = number?.toLocaleString(
        document.documentElement.lang);
    }
  };
  let turn = 0;
  async function run(push) {
    const mine = ++turn, wanted = Object.fromEntries(new FormData(form));
    const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
    if (push) history.replaceState(null, "", query.size ? "?" + query : location.pathname);
    hits.textContent = "";
    more.hidden = true;
    if (!query.size) return say("");
    say("wait");
    try {
      const result = await search(wanted);
      let from = 0;
      const next = async () => {
        const items = await show(result, from);
        if (mine !== turn) return;
        hits.append(...items);
        from += PAGE;
        more.hidden = from >= result.list.length;
        return items[0];
      };
      await next();
      if (mine !== turn) return;
      say(result.say || (result.list.length ? "" : "none"), result.list.length);
      more.onclick = async () => (await next())?.querySelector("a").focus();
    } catch { if (mine === turn) say("lost"); }
  }
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    if (field && value && name !== "q") document.getElementById("filters").open = true;
  }
  form.addEventListener("submit", (event) => { event.preventDefault(); run(true); });
  let pause;
  form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(run, 300, true); });
  run(false);
})();
