"use strict";
// Filters by person and area, keeps the choice in the address, and switches between light and dark.
(() => {
  const byId = (id) => document.getElementById(id);
  const person = byId("pick-person"), area = byId("pick-area"), found = byId("found"), theme = byId("theme");
  const all = [...document.querySelectorAll("[data-people], [data-area]")];
  const teams = all.filter((item) => "deployment" in item.dataset);
  const days = [...document.querySelectorAll(".day")];

  const fits = (item) => {
    const { people, area: place } = item.dataset;
    return (!person.value || !people || people.split(" ").includes(person.value)) &&
      (!area.value || !place || place === area.value);
  };

  const apply = () => {
    for (const item of all) item.classList.toggle("off", !fits(item));
    const left = teams.filter((team) => !team.classList.contains("off"));
    const any = Boolean(person.value || area.value);
    for (const day of days) day.classList.toggle("idle", any && !day.querySelector("[data-deployment]:not(.off)"));
    document.body.classList.toggle("filtered", any);
    found.textContent = any ? `${left.length} of ${teams.length} teams shown` : `${teams.length} teams`;
  };

  const keep = () => {
    const chosen = new URLSearchParams();
    if (person.value) chosen.set("person", person.value);
    if (area.value) chosen.set("area", area.value);
    const hash = chosen.toString();
    history.replaceState(null, "", hash ? `#${hash}` : location.pathname.split("/").pop() + location.search);
    apply();
  };

  const recall = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const [list, key] of [[person, "person"], [area, "area"]]) {
      list.value = chosen.get(key) ?? "";
      if (list.selectedIndex < 0) list.value = "";
    }
    apply();
  };

  const dark = () => document.documentElement.dataset.theme === "dark" ||
    (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  const label = () => {
    theme.setAttribute("aria-pressed", String(dark()));
  };

  person.addEventListener("change", keep);
  area.addEventListener("change", keep);
  byId("clear").addEventListener("click", () => {
    person.value = area.value = "";
    keep();
    person.focus();
  });
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    label();
  });
  addEventListener("hashchange", () => {
    if (/^#(person|area)=/.test(location.hash)) recall();
  });
  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("filter").hidden = false;
  label();
  recall();
})();
