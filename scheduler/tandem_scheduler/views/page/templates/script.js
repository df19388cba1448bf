"use strict";
(() => {
  const form = document.getElementById("filter");
  const [person, area, clear, count, theme] = ["person", "area", "clear", "count", "theme"].map((id) => document.getElementById(id));
  const ids = (element, name) => (element.dataset[name] ?? "").split(" ").filter(Boolean);
  const marked = [...document.querySelectorAll("[data-people], [data-areas]")].map((element) => ({
    element,
    people: ids(element, "people"),
    areas: ids(element, "areas"),
    byPerson: "people" in element.dataset,
    byArea: "areas" in element.dataset,
  }));
  const teams = marked.filter(({ element }) => "deployment" in element.dataset).map(({ element }) => element);
  const evenings = [...document.querySelectorAll(".evening:not(.blank)")];
  const lists = [...document.querySelectorAll("[data-list]")];
  const folded = [...document.querySelectorAll("details")];
  const openedByFilter = new Set();

  const number = (n) => n.toLocaleString("en-GB");
  const chosen = (select) => (select.value ? select.selectedOptions[0].label : "");

  function apply() {
    const active = Boolean(person.value || area.value);
    for (const { element, people, areas, byPerson, byArea } of marked) {
      element.hidden =
        Boolean(person.value && byPerson && !people.includes(person.value)) ||
        Boolean(area.value && byArea && !areas.includes(area.value));
    }
    for (const evening of evenings) {
      evening.classList.toggle("quiet", active && !evening.querySelector(".team:not([hidden]), .missing:not([hidden])"));
    }
    for (const list of lists) {
      list.toggleAttribute("data-empty", !list.querySelector(":scope > li:not([hidden]), tbody > tr:not([hidden])"));
    }
    for (const details of folded) {
      if (active && !details.open) {
        openedByFilter.add(details);
        details.open = true;
      } else if (!active && openedByFilter.delete(details)) {
        details.open = false;
      }
    }
    const left = teams.filter((team) => !team.hidden).length;
    const whom = [chosen(person), chosen(area)].filter(Boolean).join(", ");
    const all = `${number(teams.length)} ${teams.length === 1 ? "team" : "teams"}`;
    count.textContent = active ? `${number(left)} of ${all}: ${whom}` : all;
    clear.disabled = !active;
  }

  function choose(select, value) {
    select.value = value ?? "";
    if (select.selectedIndex < 0) select.value = "";
    return !value || select.value === value;
  }

  // A hash with an equals sign is a choice, any other a place on the page, which leaves the choice as it is.
  function follow() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return;
    const wanted = new URLSearchParams(hash);
    const unknown = [
      [person, "person"],
      [area, "area"],
    ].filter(([select, name]) => !choose(select, wanted.get(name)));
    apply();
    for (const [, name] of unknown) count.textContent += `. There is no ${name} ${wanted.get(name)} here`;
  }

  function remember() {
    const wanted = new URLSearchParams();
    for (const select of [person, area]) if (select.value) wanted.set(select.name, select.value);
    history.replaceState(null, "", `#${wanted}`);
    apply();
  }

  function paint(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    theme.setAttribute("aria-pressed", String(dark));
  }

  form.addEventListener("change", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    person.value = area.value = "";
    remember();
    person.focus();
  });
  addEventListener("hashchange", follow);

  const dark = matchMedia("(prefers-color-scheme: dark)");
  theme.setAttribute("aria-pressed", String(dark.matches));
  theme.addEventListener("click", () => paint(theme.getAttribute("aria-pressed") !== "true"));
  dark.addEventListener("change", () => paint(dark.matches));

  const openedForPrint = new Set();
  addEventListener("beforeprint", () => {
    for (const details of folded.filter((one) => !one.open)) {
      openedForPrint.add(details);
      details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const details of openedForPrint) details.open = false;
    openedForPrint.clear();
  });

  form.hidden = false;
  follow();
})();
