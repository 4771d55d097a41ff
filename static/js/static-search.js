/* The search of a static copy of the site (manage.py snapshot), which has no server: it finds and shows what profiles/search/ does.

   MiniSearch keeps the index of the beginnings of words; what it finds is checked, ordered and marked here by the rules of
   profiles/search/matching.py. A classic script, as are the library and the list of entries: from a disk, browsers run no modules. */

(() => {
  const SHOWN = [12, 12, 20, 12, 12]; // of each kind, where all kinds are shown
  const LONGEST_QUERY = 200; // characters
  const SNIPPET = 240; // characters
  const APOSTROPHES = "'’‘\u201b`´\u02b9ʻʼ\u02bdʾʿ\u02c8";
  const NO_LETTERS = new RegExp(`[^\\p{L}\\p{N}]|[${APOSTROPHES}]`, "gu");
  const JOINERS = `${APOSTROPHES}.,`; // U.S., 1,000, QDe.159
  const HYPHENS = "-\u2010\u2011";
  const [JOINED, HYPHEN, GAP] = ["joined", "hyphen", "gap"]; // what parts two words, or the parts of one
  const [EXACT, WHOLE, BEGINNING] = [0, 1, 2]; // how well words were found; the best comes first
  const PASSAGE = "passages";

  const { documents, entries } = self.searchEntries;
  const kinds = [...document.querySelectorAll("template[data-kind]")];
  const names = kinds.map((kind) => kind.dataset.kind);
  const root = new URL("..", location.href.replace(/[?#].*$/, "")).href;
  const opened = location.pathname.endsWith("/index.html") ? "index.html" : ""; // from a disk, a folder opens no page
  const folded = new Map(); // text → folded, once it was looked at
  let index; // made for the first search

  start();

  function start() {
    const asked = new URLSearchParams(location.search);
    const query = [...new Set(asked.getAll("q"))].join(" ").trim();
    if (!query) return;
    const main = document.getElementById("main");
    const heading = main.querySelector("h1");
    main.querySelector("input[type=search]").value = query;
    let terms;
    try {
      terms = parse(query);
    } catch (problem) {
      entitle(heading, "This can’t be searched for");
      const notice = made("p", "notice", `${problem.message}. Try one or two words, such as a name or a place.`);
      notice.setAttribute("role", "alert");
      heading.after(notice);
      return;
    }
    const hits = search(terms);
    const total = hits.reduce((sum, found) => sum + found.length, 0);
    entitle(heading, total ? `${total} result${total === 1 ? "" : "s"} for “${query}”` : `Nothing found for “${query}”`);
    if (!total) {
      if (terms.length > 1) main.querySelector(".prose").prepend(...apart(terms));
      return;
    }
    const only = names.findIndex((name, kind) => name === asked.get("kind") && hits[kind].length);
    main.querySelector(".page-head").append(kindLinks(query, hits, total, only));
    const groups = hits.map((found, kind) => (found.length && (only < 0 || only === kind) ? group(query, kind, found, only < 0) : null));
    main.querySelector(".page-head").after(...groups.filter(Boolean));
    main.querySelector(".prose").remove();
  }

  function entitle(heading, words) {
    document.title = document.title.replace(heading.textContent, words);
    heading.textContent = words;
  }

  /* What is found: for each kind the hits, the best first, and those that are as good in the order of the list. */
  function search(terms) {
    index ??= makeIndex();
    const parts = ({ letters, breaks }) => {
      const ends = [0, ...[...breaks].filter(([, kind]) => kind !== JOINED).map(([at]) => at), letters.length];
      return ends.slice(1).map((end, number) => letters.slice(ends[number], end));
    };
    const queries = terms.map((term) => ({ combineWith: "OR", queries: [term.letters, { combineWith: "AND", queries: parts(term) }] }));
    const candidates = index.search({ combineWith: "AND", queries }, { prefix: true }).map(({ id }) => id);
    const hits = names.map(() => []);
    for (const id of candidates.sort((one, other) => one - other)) {
      const hit = look(terms, entries[id]);
      if (hit) hits[entries[id][0]].push(hit);
    }
    return hits.map((found) => found.sort((one, other) => one.rank - other.rank || one.aside - other.aside));
  }

  function makeIndex() {
    const made = new MiniSearch({ fields: ["words"], tokenize: (text) => text.split(" "), processTerm: (term) => term });
    made.addAll(entries.map((entry, id) => ({ id, words: textsOf(entry).flatMap(beginnings).join(" ") })));
    return made;
  }

  function textsOf([, , title, , others]) {
    return [title, ...others.map(([words]) => words)];
  }

  /* Where all terms stand: in an entry's title, else in all its words; in a passage, else in its translation. */
  function look(terms, entry) {
    const texts = textsOf(entry);
    const inTitle = find(terms, texts.slice(0, 1));
    if (inTitle) return { entry, first: 0, aside: 0, ...inTitle };
    const first = names[entry[0]] === PASSAGE ? 1 : 0;
    const match = texts.length > 1 && find(terms, texts.slice(first));
    return match ? { entry, first, aside: Number(first > 0 || match.spans.length > 1), ...match } : null;
  }

  function find(terms, texts) {
    const all = texts.map(foldOnce);
    const spans = texts.map(() => []);
    let rank = WHOLE;
    for (const term of terms) {
      const found = all.flatMap((text, number) => positions(term, text).map((at) => [number, at]));
      if (!found.length) return null;
      for (const [number, at] of found) spans[number].push(wordAt(all[number], at, at + term.letters.length));
      if (!found.some(([number, at]) => all[number].breaks.has(at + term.letters.length))) rank = BEGINNING;
    }
    const sought = terms.map((term) => term.letters).join("");
    if (rank === WHOLE && all.some((text) => text.letters === sought)) rank = EXACT;
    return { rank, spans: spans.map((found) => found.sort((one, other) => one[0] - other[0] || one[1] - other[1])) };
  }

  /* After how many letters of a text a term begins. */
  function positions({ letters, breaks, whole }, text) {
    const found = [];
    for (let at = text.letters.indexOf(letters); at >= 0; at = text.letters.indexOf(letters, at + 1)) {
      if (!text.breaks.has(at) || (whole && !text.breaks.has(at + letters.length))) continue;
      const inner = [...Array(letters.length - 1).keys()].map((offset) => offset + 1);
      if (inner.every((offset) => agree(breaks.get(offset), text.breaks.get(at + offset)))) found.push(at);
    }
    return found;
  }

  function agree(sought, there) {
    if (!there) return sought !== GAP;
    return there !== GAP || sought === HYPHEN || sought === GAP;
  }

  function wordAt(text, start, end) {
    while (!text.breaks.has(end)) end += 1;
    return [text.places[start][0], text.places[end - 1][1]];
  }

  function foldOnce(text) {
    if (!folded.has(text)) folded.set(text, fold(text));
    return folded.get(text);
  }

  /* A text's letters; after how many of them something parts them, and what; and where in the text each stands. */
  function fold(text) {
    const places = [];
    const breaks = new Map([[0, GAP]]);
    let letters = "";
    let parting = "";
    let index = 0;
    for (const character of text) {
      const found = lettersOf(character);
      const end = index + character.length;
      if (found) {
        if (parting && letters) breaks.set(letters.length, kindOf(parting));
        letters += found;
        for (let count = 0; count < found.length; count += 1) places.push([index, end]);
        parting = "";
      } else if (!/[\p{M}\p{Cf}]/u.test(character)) {
        parting += character;
      } else if (places.length && !parting) {
        places[places.length - 1] = [places.at(-1)[0], end]; // an accent belongs to its letter
      }
      index = end;
    }
    breaks.set(letters.length, GAP);
    return { letters, breaks, places };
  }

  function lettersOf(text) {
    return text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replace(NO_LETTERS, "");
  }

  function kindOf(parting) {
    if (parting.length === 1 && HYPHENS.includes(parting)) return HYPHEN;
    return parting.length === 1 && JOINERS.includes(parting) ? JOINED : GAP;
  }

  /* What the index knows of a text: each word, and what is left of it after each of its hyphens and apostrophes. */
  function beginnings(text) {
    const { letters, breaks } = foldOnce(text);
    const at = [...breaks.keys()].sort((one, other) => one - other);
    const gaps = at.filter((position) => breaks.get(position) === GAP);
    return at.slice(0, -1).map((start) => letters.slice(start, gaps.find((gap) => gap > start)));
  }

  /* The words and quoted phrases that somebody looks for, each once. Throws an error in words for the reader. */
  function parse(query) {
    if (query.length > LONGEST_QUERY) throw new Error(`“${query.slice(0, 30)}…” is longer than ${LONGEST_QUERY} characters`);
    const phrase = /["“„«]([^"“”„«»]*)["”“»]/g;
    const terms = new Map();
    const add = (text, whole) => {
      const { letters, breaks } = fold(text);
      const inner = new Map([...breaks].filter(([at]) => at > 0 && at < letters.length));
      const term = { words: text.trim(), letters, breaks: inner, whole: whole || letters.length === 1 };
      if (letters) terms.set(`${letters} ${term.whole}`, term);
    };
    for (const [, words] of query.matchAll(phrase)) add(words, true);
    for (const word of wordsOf(query.replace(phrase, " "))) add(word, false);
    if (!terms.size) throw new Error(`“${query}” holds no letter or number`);
    return [...terms.values()];
  }

  function wordsOf(text) {
    const { breaks, places } = fold(text);
    const gaps = [...breaks].filter(([, kind]) => kind === GAP).map(([at]) => at).sort((one, other) => one - other);
    return gaps.slice(1).map((end, number) => (end ? text.slice(places[gaps[number]][0], places[end - 1][1]) : "")).filter(Boolean);
  }

  function apart(terms) {
    const heading = made("h2", "", "Each word by itself");
    const list = document.createElement("ul");
    for (const term of terms) {
      const count = search([term]).reduce((sum, found) => sum + found.length, 0);
      const item = document.createElement("li");
      item.append(count ? linked(queryLink(term.words), term.words) : term.words, " ", made("span", "count", String(count || "nowhere")));
      list.append(item);
    }
    return [heading, list];
  }

  function kindLinks(query, hits, total, only) {
    const nav = made("nav", "result-kinds", "");
    nav.setAttribute("aria-label", "Kinds of results");
    const list = document.createElement("ul");
    const add = (words, count, kind) => {
      const link = linked(queryLink(query, names[kind]), `${words} `);
      link.append(made("span", "count", String(count)));
      if (kind === only) link.setAttribute("aria-current", "page");
      list.append(made("li", "", ""));
      list.lastChild.append(link);
    };
    add("All", total, -1);
    hits.forEach((found, kind) => found.length && add(names[kind][0].toUpperCase() + names[kind].slice(1), found.length, kind));
    nav.append(list);
    return nav;
  }

  function group(query, kind, hits, isOneOfSeveral) {
    const section = document.getElementById("search-group").content.cloneNode(true).firstElementChild;
    const heading = section.querySelector("h2");
    section.setAttribute("aria-labelledby", (heading.id = names[kind]));
    heading.append(`${kinds[kind].content.textContent.trim()} `, made("span", "count", String(hits.length)));
    const shown = isOneOfSeveral ? hits.slice(0, SHOWN[kind]) : hits;
    section.querySelector("ul").append(...shown.map((hit) => found(hit, names[kind])));
    if (shown.length < hits.length) {
      section.append(made("p", "more", ""));
      section.lastChild.append(linked(queryLink(query, names[kind]), `All ${hits.length} ${names[kind]}`));
    }
    return section;
  }

  /* A hit as templates/components/found.html shows it. */
  function found({ entry, first, spans }, kind) {
    const [, address, title, language, others, what, of, evidence] = entry;
    const item = made("li", "found", "");
    item.dataset.kind = kind;
    if (kind === PASSAGE) {
      const meta = made("p", "found-meta", "");
      meta.append(label(of, address, address.split("#")[1], "read the passage"));
      if (what) meta.append(" ", spoken("span", what, documents[of].lang));
      if (first) meta.append(" ", made("span", "", "in our translation"));
      const words = made("blockquote", "found-words", "");
      const text = first ? others[0][0] : title;
      words.lang = first ? others[0][1] : language;
      words.append(document.createElement("p"));
      words.firstChild.append(...snippet(text, spans[0]));
      item.append(meta, words);
      return item;
    }
    const head = made("p", "found-title", "");
    if (of >= 0) {
      head.append(label(of, address, "", "read the document"));
    } else {
      const link = linked(url(address), "");
      link.append(...marked(title, first ? [] : spans[0]));
      if (language) link.lang = language;
      if (kind === "claims") link.className = "claim-link";
      head.append(link);
      if (kind !== "claims") head.append(" ", made("span", "found-what", what));
    }
    item.append(head);
    others.forEach(([words, tongue], number) => {
      if (!spans[number + 1]?.length) return;
      const line = made("p", "found-other", kind === "names" ? "also " : "");
      line.append(spoken("span", "", tongue));
      line.lastChild.append(...marked(words, spans[number + 1]));
      item.append(line);
    });
    if (evidence.length) {
      const meta = made("p", "found-meta", "");
      for (const [number, place] of evidence) meta.append(label(number, `${documents[number].url}#${place}`, "", "the exact words"), " ");
      item.append(meta);
    }
    return item;
  }

  function label(number, address, place, what) {
    const template = document.querySelector(`template[data-label="${number}"]`);
    const link = template.content.cloneNode(true).querySelector("a");
    link.href = url(address);
    const shown = link.querySelector(".label-address");
    if (place) shown.textContent = place;
    else shown.remove();
    link.querySelector(".visually-hidden").textContent = `: ${what}`;
    return link;
  }

  /* About SNIPPET characters of a text, from word to word: where most of the spans stand together. */
  function snippet(text, spans) {
    const reach = (SNIPPET * 2) / 3;
    const together = ([start]) => spans.filter(([from, to]) => start <= from && to <= start + reach).length;
    const first = spans.reduce((best, span) => (together(span) > together(best) ? span : best));
    let start = Math.max(0, Math.min(first[0] - SNIPPET / 3, text.length - SNIPPET));
    let end = Math.min(text.length, Math.max(start + SNIPPET, first[1]));
    if (start) {
      const gap = text.slice(start - 1, first[0]).search(/\s/);
      start = gap < 0 ? first[0] : start + gap;
    }
    if (end < text.length) {
      const gap = text.slice(first[1], end + 1).search(/\s\S*$/);
      end = first[1] + Math.max(gap, 0);
    }
    return [start ? "…" : "", ...marked(text, spans, start, end), end < text.length ? "…" : ""];
  }

  /* A text, or a part of it, with the spans in it marked. */
  function marked(text, spans, start = 0, end = text.length) {
    const pieces = [];
    let at = start;
    for (const [from, to] of spans) {
      const [left, right] = [Math.max(from, at), Math.min(to, end)];
      if (left >= right) continue;
      pieces.push(text.slice(at, left), made("mark", "", text.slice(left, right)));
      at = right;
    }
    return [...pieces, text.slice(at, end)];
  }

  function url(address) {
    const [path, fragment] = address.split("#");
    return `${root}${path}${path.endsWith("/") || !path ? opened : ""}${fragment ? `#${fragment}` : ""}`;
  }

  function queryLink(query, kind) {
    return `?q=${encodeURIComponent(query)}${kind ? `&kind=${kind}` : ""}`;
  }

  function linked(address, words) {
    const link = document.createElement("a");
    link.href = address;
    link.append(words);
    return link;
  }

  function spoken(name, words, language) {
    const element = made(name, "", words);
    if (language) element.lang = language;
    return element;
  }

  function made(name, style, words) {
    const element = document.createElement(name);
    if (style) element.className = style;
    element.textContent = words;
    return element;
  }
})();
