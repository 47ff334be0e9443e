"use strict";

// The console: asks for a token, keeps it in this closure only, and shows what the application answers. Whatever comes from there becomes text, never markup.
(() => {
  const BASE = new URL(".", document.currentScript.src);
  const EVERY = 5000;
  const MINUTES = 60;
  const TOKEN = /^[A-Za-z0-9\-._~+/]+=*$/;
  const SVG = "http://www.w3.org/2000/svg";

  const $ = (id) => document.getElementById(id);
  const body = (id) => $(id).querySelector("tbody");

  let token = null;
  let timer = 0;
  let paused = false;
  let state = null;
  let selected = null;
  let shownRefusal = null;
  let rows = [];
  let known = 0;

  // ---- elements

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) {
      made.className = className;
    }
    made.append(...children);
    return made;
  }

  function drawn(name, attributes, ...children) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  }

  const cell = (className, ...children) => element("td", className, ...children);
  const code = (text) => element("code", "", text);

  function say(id, text) {
    if ($(id).textContent !== text) {
      $(id).textContent = text;
    }
  }

  function empty(text) {
    return text === undefined || text === "" ? "–" : text;
  }

  // ---- numbers and times

  const number = (value) => value.toLocaleString("en");

  function span(milliseconds) {
    const seconds = Math.round(Math.abs(milliseconds) / 1000);
    const [amount, unit] = seconds < 60 ? [seconds, "s"]
      : seconds < 3600 ? [Math.round(seconds / 60), "min"]
      : seconds < 172800 ? [Math.round(seconds / 3600), "h"]
      : [Math.round(seconds / 86400), "days"];
    return `${amount} ${unit}`;
  }

  /** A moment as the clock of the application has it. */
  function relative(moment, now) {
    if (moment === undefined) {
      return "–";
    }
    const difference = Date.parse(moment) - now;
    return difference > 0 ? `in ${span(difference)}` : `${span(difference)} ago`;
  }

  function time(moment, now) {
    const made = element("time", "", relative(moment, now));
    if (moment !== undefined) {
      made.dateTime = moment;
      made.title = moment;
    }
    return made;
  }

  function clock(moment) {
    return new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  }

  // ---- calls

  class Refused extends Error {
    constructor(status, scope) {
      super(`status ${status}`);
      this.status = status;
      this.scope = scope;
    }
  }

  async function call(path, options = {}) {
    const asked = token;
    const response = await fetch(new URL(path, BASE), {
      ...options,
      headers: { Accept: "application/json", ...options.headers, Authorization: `Bearer ${asked}` },
      cache: "no-store",
      redirect: "error",
      referrerPolicy: "no-referrer",
    }).catch((failure) => {
      throw asked === token ? failure : new Refused(0, "");
    });
    const document = await response.json().catch((failure) => {
      if (response.ok) {
        throw failure;
      }
      return {};
    });
    if (asked !== token) {
      throw new Refused(0, "");
    }
    if (!response.ok) {
      throw new Refused(response.status, typeof document?.scope === "string" ? document.scope : "");
    }
    return document;
  }

  /** Whether the token of the operator opens nothing any more. */
  const isShutOut = (problem) => problem instanceof Refused && (problem.status === 401 || problem.status === 403);

  /** Whether another token, or none, has taken the place of the one that was asked with. */
  const isOutdated = (problem) => problem instanceof Refused && problem.status === 0;

  function explanation(problem) {
    if (!(problem instanceof Refused)) {
      return "The application does not answer.";
    }
    switch (problem.status) {
      case 400: return "The application does not take this as a token.";
      case 401: return "The token is not valid here, or not valid any more.";
      case 403: return `The token does not open this console${problem.scope ? `: it needs the scope ${problem.scope}` : ""}.`;
      case 413: return "This is too long for a token.";
      case 503: return "The application cannot find out whether the token is good. Try again.";
      default: return `The application answered ${problem.status}.`;
    }
  }

  // ---- the token of the operator

  function cleaned(text) {
    return text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
  }

  async function connect(entered) {
    if (!TOKEN.test(entered)) {
      say("login-error", "This is not a token.");
      return;
    }
    token = entered;
    say("login-error", "");
    try {
      // one after the other: whoever is not let in is refused once
      const first = await call("state");
      const map = await call("endpoints");
      $("login").hidden = true;
      $("console").hidden = false;
      $("controls").hidden = false;
      showMap(map.endpoints, false);
      show(first);
      $("main").focus({ preventScroll: true });
      scrollTo(0, 0);
      schedule();
    } catch (problem) {
      if (!isOutdated(problem)) {
        disconnect(explanation(problem));
      }
    }
  }

  function disconnect(why) {
    token = null;
    clearTimeout(timer);
    state = null;
    selected = null;
    shownRefusal = null;
    rows = [];
    for (const shown of document.querySelectorAll("tbody")) {
      shown.replaceChildren();
    }
    $("refusals-reason").replaceChildren($("refusals-reason").options[0]);
    $("chart").replaceChildren($("chart-title"));
    say("chart-title", "No decisions yet");
    forgetAnswer();
    $("console").hidden = true;
    $("controls").hidden = true;
    $("login").hidden = false;
    $("connection").className = "";
    say("connection", "Not connected");
    say("login-error", why);
    $("access-token").focus();
  }

  // ---- what changes

  function schedule() {
    clearTimeout(timer);
    if (token !== null && !paused && !document.hidden) {
      timer = setTimeout(refresh, EVERY);
    }
  }

  async function refresh() {
    try {
      show(await call("state"));
    } catch (problem) {
      if (isShutOut(problem)) {
        disconnect(explanation(problem));
        return;
      }
      if (!isOutdated(problem)) {
        $("connection").className = "lost";
        say("connection", explanation(problem));
      }
    }
    schedule();
  }

  function show(document) {
    state = document;
    const now = Date.parse(state.at);
    $("connection").className = "";
    say("connection", paused ? "Paused" : "Connected, live");
    $("unheard").hidden = state.listening;
    showOutcomes();
    showParts(now);
    showRefusals(now);
  }

  function group(outcome) {
    if (outcome.status === undefined) {
      return outcome.outcome === "accepted" ? "passed" : "anonymous";
    }
    return outcome.status >= 500 ? "s500" : `s${outcome.status}`;
  }

  const sum = (counts) => counts.reduce((total, count) => total + count, 0);

  function showOutcomes() {
    const outcomes = state.decisions.outcomes;
    if (selected !== null && !outcomes.some((outcome) => outcome.outcome === selected)) {
      selected = null;
    }
    const table = $("outcomes");
    const before = new Map([...table.rows].map((row) => [row.dataset.outcome, row]));
    for (const outcome of outcomes) {
      const row = before.get(outcome.outcome) ?? outcomeRow(outcome);
      before.delete(outcome.outcome);
      row.querySelector("button").setAttribute("aria-pressed", String(selected === outcome.outcome));
      row.cells[2].textContent = number(sum(outcome.perMinute));
      row.cells[3].textContent = number(sum(outcome.perMinute.slice(-5)));
      if (!row.isConnected) {
        table.append(row);
      }
    }
    for (const gone of before.values()) {
      gone.remove();
    }
    $("no-outcomes").hidden = outcomes.length > 0;
    showChart(selected === null ? outcomes : outcomes.filter((outcome) => outcome.outcome === selected));
  }

  function outcomeRow(outcome) {
    const dot = drawn("svg", { class: "dot", viewBox: "0 0 10 10", "aria-hidden": "true" },
      drawn("rect", { class: group(outcome), width: 10, height: 10, rx: 2 }));
    const button = element("button", "outcome", dot, outcome.outcome);
    button.type = "button";
    button.title = "Show only these in the chart";
    button.addEventListener("click", () => {
      selected = selected === outcome.outcome ? null : outcome.outcome;
      showOutcomes();
    });
    const row = element("tr", "", cell("", button), cell("", empty(outcome.status)), cell("number"), cell("number"));
    row.dataset.outcome = outcome.outcome;
    return row;
  }

  function showChart(outcomes) {
    const order = ["passed", "anonymous", "s400", "s401", "s403", "s500"];
    const layers = order.map((name) => ({ name, of: outcomes.filter((outcome) => group(outcome) === name) })).filter((layer) => layer.of.length > 0);
    const counts = (layer, minute) => sum(layer.of.map((outcome) => outcome.perMinute[minute]));
    const totals = Array.from({ length: MINUTES }, (_, minute) => sum(layers.map((layer) => counts(layer, minute))));
    const top = Math.max(1, ...totals);
    const shapes = [50, 100, 150].map((y) => drawn("line", { class: "grid", x1: 0, x2: 720, y1: y, y2: y }));
    const from = Date.parse(state.decisions.from);
    for (let minute = 0; minute < MINUTES; minute++) {
      if (totals[minute] > 0) {
        const bar = drawn("g", {}, drawn("title", {}, barTitle(from + minute * 60000, outcomes, minute)));
        let y = 200;
        for (const layer of layers) {
          const height = (counts(layer, minute) / top) * 190;
          y -= height;
          if (height > 0) {
            bar.append(drawn("rect", { class: layer.name, x: minute * 12 + 1, width: 10, y: y.toFixed(2), height: height.toFixed(2) }));
          }
        }
        shapes.push(bar);
      }
    }
    const all = sum(totals);
    const refused = sum(outcomes.filter((outcome) => outcome.status !== undefined).map((outcome) => sum(outcome.perMinute)));
    say("chart-title", `${number(all)} decisions in the last hour, ${number(refused)} of them refusals; the busiest minute has ${number(all === 0 ? 0 : top)}`);
    $("chart").replaceChildren($("chart-title"), ...shapes);
    say("axis-from", clock(state.decisions.from));
    say("axis-top", `busiest minute: ${number(all === 0 ? 0 : top)}`);
  }

  function barTitle(start, outcomes, minute) {
    const parts = outcomes.filter((outcome) => outcome.perMinute[minute] > 0).map((outcome) => `${outcome.outcome} ${number(outcome.perMinute[minute])}`);
    return `${clock(start)}: ${parts.join(", ")}`;
  }

  // ---- the parts of the protector

  function fill(part, whole) {
    const share = whole > 0 ? Math.min(1, part / whole) : 0;
    return [
      drawn("svg", { class: "fill", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
        drawn("rect", { class: "ground", width: 100, height: 10, rx: 3 }),
        drawn("rect", { class: share > 0.9 ? "level full" : "level", width: (share * 100).toFixed(1), height: 10, rx: 3 })),
      `${number(part)} of ${number(whole)}`,
    ];
  }

  function table(id, entries, row) {
    $(id).hidden = entries.length === 0;
    body(id).replaceChildren(...entries.map(row));
  }

  function showParts(now) {
    table("keys", state.keySources, (source) => element("tr", "",
      cell("", source.source),
      cell("", source.keys.length === 0 ? "none" : source.keys.map((key) => `${key.id ?? "(no name)"} ${key.algorithms.join(" ")}`).join(", ")),
      cell("keep", time(source.fetchedAt, now)),
      cell("keep", source.due === undefined ? "at the next token" : time(source.due, now)),
      cell("keep", time(source.trustedUntil, now)),
      cell("", source.failures === 0 ? "–" : element("span", "badge bad", `failed ${number(source.failures)}×`), source.failures === 0 ? "" : ` ${source.failure ?? ""}`)));
    table("caches", state.tokenCaches, (cache) => {
      const asked = cache.hits + cache.misses;
      return element("tr", "",
        cell("", cache.validator),
        cell("keep", ...fill(cache.tokens, cache.maximum)),
        cell("keep", asked === 0 ? "–" : `${Math.round((100 * cache.hits) / asked)} % of ${number(asked)}`));
    });
    table("servers", state.introspection, (server) => element("tr", "",
      cell("", server.server),
      cell("", element("span", server.circuit === "CLOSED" ? "badge good" : "badge bad", server.circuit.toLowerCase().replace("_", " "))),
      cell("keep", `${number(server.waiting)} of ${number(server.maxWaiting)}`),
      cell("keep", `${number(server.calls)} of ${number(server.maxCalls)}`)));
    table("stores", state.replayStores, (store) => element("tr", "", cell("", store.store), cell("keep", ...fill(store.proofs, store.maximum))));
    $("no-parts").hidden = state.keySources.length + state.tokenCaches.length + state.introspection.length + state.replayStores.length > 0;
    $("parts-left-out").hidden = state.partsLeftOut === 0;
    say("parts-left-out", `${number(state.partsLeftOut)} more parts are not shown.`);
  }

  // ---- refusals

  function showRefusals(now) {
    const newest = state.refusals.length === 0 ? -1 : state.refusals[0].number;
    const list = body("refusals");
    if (newest !== shownRefusal) {
      shownRefusal = newest;
      list.replaceChildren(...state.refusals.map((refusal) => refusalRow(refusal, now)));
      const reasons = $("refusals-reason");
      const offered = new Set([...reasons.options].map((option) => option.value));
      for (const reason of [...new Set(state.refusals.map((refusal) => refusal.reason))].sort()) {
        if (!offered.has(reason)) {
          reasons.append(new Option(reason, reason));
        }
      }
      filterRefusals();
    } else {
      for (const shown of list.querySelectorAll("time")) {
        shown.textContent = relative(shown.dateTime, now);
      }
    }
  }

  function refusalRow(refusal, now) {
    const endpoint = refusal.path === undefined ? empty(refusal.method) : code(`${refusal.method ?? ""} ${refusal.path}`);
    const row = element("tr", "",
      cell("keep", time(refusal.at, now)),
      cell("", String(refusal.status)),
      cell("keep", refusal.reason),
      cell("", endpoint),
      cell("any", empty(refusal.detail)),
      cell("small", empty(refusal.issuer)));
    row.dataset.reason = refusal.reason;
    return row;
  }

  function filterRefusals() {
    const reason = $("refusals-reason").value;
    const shown = filter(body("refusals").rows, $("refusals-text").value, (row) => reason === "" || row.dataset.reason === reason);
    say("refusals-count", `${number(shown)} of ${number(body("refusals").rows.length)}, the last 20 of each reason`);
  }

  function filter(all, text, also) {
    const words = text.toLowerCase().split(/\s+/).filter((word) => word !== "");
    let shown = 0;
    for (const row of all) {
      const content = row.textContent.toLowerCase();
      row.hidden = !(also(row) && words.every((word) => content.includes(word)));
      shown += row.hidden ? 0 : 1;
    }
    return shown;
  }

  // ---- the access map

  function names(alternatives) {
    return alternatives.flatMap((alternative, i) => [
      ...(i === 0 ? [] : [alternatives.some((needed) => needed.length > 1) ? ", or " : " or "]),
      ...alternative.flatMap((name, j) => (j === 0 ? [code(name)] : [" and ", code(name)])),
    ]);
  }

  const anyOf = (values) => names(values.map((value) => [value]));

  function rule(endpoint) {
    const demands = [];
    for (const [member, word] of [["scopes", "scope "], ["roles", "role "], ["groups", "group "], ["entitlements", "entitlement "], ["details", "authorization details "]]) {
      if (endpoint[member] !== undefined) {
        demands.push([word, ...names(endpoint[member])]);
      }
    }
    if (endpoint.acr !== undefined) {
      demands.push(["login with acr ", ...anyOf(endpoint.acr)]);
    }
    if (endpoint.maxAge !== undefined) {
      demands.push([`login within ${number(endpoint.maxAge)} s`]);
    }
    for (const audience of endpoint.audience ?? []) {
      demands.push(["audience ", ...anyOf(audience)]);
    }
    for (const condition of endpoint.conditions ?? []) {
      const name = code(condition.slice(condition.lastIndexOf(".") + 1).replaceAll("$", "."));
      name.title = condition;
      demands.push(["permitted by ", name]);
    }
    if (endpoint.senderConstrained) {
      demands.push(["bound to a key or certificate"]);
    }
    if (demands.length === 0 && endpoint.access !== "open") {
      demands.push(["any valid token"]);
    }
    return demands.flatMap((demand, i) => (i === 0 ? demand : ["; ", ...demand]));
  }

  const ACCESS = { protected: "token", optional: "optional", "optional-ignoring-invalid": "optional, a bad one is ignored", open: "open" };

  function mapRow(endpoint, withToken) {
    const row = element("tr", "",
      cell("", endpoint.method),
      cell("", code(endpoint.path)),
      cell("", element("span", `badge ${endpoint.access === "open" ? "open" : ""}`, ACCESS[endpoint.access] ?? endpoint.access)),
      cell("rule", ...rule(endpoint)));
    if (withToken) {
      row.append(tokenCell(endpoint));
      row.dataset.opens = endpoint.opens ? "yes" : "no";
    }
    row.append(cell("small", empty(endpoint.declaredAt)));
    row.dataset.access = endpoint.access.startsWith("optional") ? "optional" : endpoint.access;
    return row;
  }

  function tokenCell(endpoint) {
    if (endpoint.opens) {
      return cell("", element("span", "badge good", endpoint.depends === undefined ? "opens" : "may open"),
        endpoint.depends === undefined ? "" : element("div", "small", `depends on ${endpoint.depends}`));
    }
    return cell("", element("span", "badge bad", `${endpoint.status} ${endpoint.reason}`), element("div", "small any", endpoint.detail ?? ""));
  }

  const byPath = (one, other) => compare(one.path, other.path) || compare(one.method, other.method);
  const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

  function showMap(endpoints, withToken) {
    $("map-token").hidden = !withToken;
    for (const option of document.querySelectorAll(".for-token")) {
      option.hidden = !withToken;
      option.disabled = !withToken;
      if (!withToken && option.selected) {
        $("map-show").value = "";
      }
    }
    rows = [...endpoints].sort(byPath).map((endpoint) => mapRow(endpoint, withToken));
    body("map").replaceChildren(...rows);
    known = endpoints.length;
    filterMap();
  }

  function filterMap() {
    const show = $("map-show").value;
    const shown = filter(rows, $("map-text").value, (row) => show === "" || row.dataset.access === show || row.dataset.opens === show);
    say("map-count", `${number(shown)} of ${number(known)} endpoints`);
  }

  // ---- a pasted token

  async function ask(pasted) {
    say("ask-result", "");
    try {
      const document = await call("token", { method: "POST", body: pasted, headers: { "Content-Type": "text/plain;charset=UTF-8" } });
      const opened = document.endpoints.filter((endpoint) => endpoint.opens).length;
      showMap(document.endpoints, true);
      $("ask-clear").hidden = false;
      say("ask-result", `The token opens ${number(opened)} of ${number(document.endpoints.length)} endpoints.`);
    } catch (problem) {
      sayOfAsking(problem);
    }
  }

  function sayOfAsking(problem) {
    if (isShutOut(problem)) {
      disconnect(explanation(problem));
    } else if (!isOutdated(problem)) {
      say("ask-result", explanation(problem));
    }
  }

  function forgetAnswer() {
    $("pasted").value = "";
    $("ask-clear").hidden = true;
    say("ask-result", "");
  }

  // ---- events

  $("connect").addEventListener("submit", (event) => {
    event.preventDefault();
    const entered = cleaned($("access-token").value);
    $("access-token").value = "";
    connect(entered);
  });
  $("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    const pasted = $("pasted").value;
    $("pasted").value = "";
    ask(pasted);
  });
  $("ask-clear").addEventListener("click", async () => {
    forgetAnswer();
    $("pasted").focus();
    try {
      showMap((await call("endpoints")).endpoints, false);
    } catch (problem) {
      sayOfAsking(problem);
    }
  });
  $("forget").addEventListener("click", () => disconnect(""));
  $("pause").addEventListener("click", () => {
    paused = !paused;
    $("pause").setAttribute("aria-pressed", String(paused));
    say("connection", paused ? "Paused" : "Connected, live");
    if (paused) {
      clearTimeout(timer);
    } else {
      refresh();
    }
  });
  $("refusals-text").addEventListener("input", filterRefusals);
  $("refusals-reason").addEventListener("change", filterRefusals);
  $("map-text").addEventListener("input", filterMap);
  $("map-show").addEventListener("change", filterMap);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && token !== null && !paused) {
      refresh();
    }
  });
  $("access-token").value = "";
  $("access-token").focus();
})();
