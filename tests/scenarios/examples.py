"""The short examples in scenarios/README.md. The tests hold every one of them to load."""

KEYS = {
    "version": """
version: 1
""",
    "operation": """
operation: {name: Violent crime evenings, start: 2021-03-01, end: 2021-03-28, announced: 2021-02-08}
""",
    "evenings": """
evenings:
  shift: {start: "14:00", end: "00:00"}
  teams: 1
  overrides:
    - {on: [fri, sat], shift: {start: "16:00", end: "02:00"}, teams: 2}
    - {on: 2021-03-10, teams: 0}        # no team that evening
""",
    "areas": """
areas:
  - {id: city-centre, name: City Centre, priority: 20.9}
  - {id: charnwood, priority: 13.6, shift: {start: "12:00", end: "22:00"}}
""",
    "demand": """
demand:
  - {areas: city-centre, on: [fri, sat], teams: 1, shortage: 5}
""",
    "people": """
people:
  - {id: D01, role: detective, skills: [pip2, response-driver]}
  - {id: D02, role: detective, tags: part-time, available: [thu, fri, sat, sun]}
  - {id: N01, role: neighbourhood_officer, home: charnwood}
  - {id: N02, role: neighbourhood_officer, home: city-centre, pattern: team-a}
""",
    "patterns": """
patterns:
  team-a:
    anchor: 2021-03-01
    days: [E, E, L, L, "off", "off"]
    shifts:
      E: {start: "07:00", end: "17:00"}               # keeps its people
      L: {start: "14:00", end: "00:00", release: 0}   # given up for a deployment, at no cost
      "off": {release: 5}                             # a rest day that can be worked, at a cost
  team-b: {like: team-a, offset: 2}                   # the same two days later
""",
    "duties": """
duties:
  - {person: D01, on: 2021-03-04, start: "08:00", end: "18:00"}
""",
    "absences": """
absences:
  - {person: D02, from: 2021-03-08, to: 2021-03-12, why: leave}
  - {person: part-time, from: 2021-03-24, why: training}   # all who have the tag
""",
    "export_dates": """
export_dates: D/M/Y
""",
    "requests": """
requests:
  - {person: N01, on: 2021-03-06, want: off, weight: 2}
""",
    "history": """
history:
  - {person: D01, on: 2021-02-27, area: charnwood, partner: N01}
""",
    "history_counts": """
history_counts: limits
""",
    "published": """
published:                            # or the name of a roster's file beside this one: roster.csv
  - {evening: 2021-03-05, area: charnwood, detective: D02, officer: N01}
""",
    "changes": """
changes: {called_out: 8, notice: {7: 2}}   # called out is dearer; twice as much with fewer than 7 clear days
""",
    "pins": """
pins:
  - {on: 2021-03-18, area: city-centre, detective: D02, why: follows up a case}
""",
    "rules": """
rules:
  - use: uk-police
  - {kind: evening_gap, evenings: 1, who: detective, why: agreed with the team}
  - {kind: max_evenings, max: 20, strength: soft, weight: 3}
""",
    "objectives": """
objectives: [coverage, priority, rules, {fairness: 1, tolerance: 1%}, {abstraction: 1, requests: 5, home_area: 1}]
""",
}
"""An example of each top key. One after another they are a whole scenario."""

RULES = {
    "max_evenings": "{kind: max_evenings, max: 6, who: neighbourhood_officer}",
    "min_evenings": "{kind: min_evenings, min: 2, strength: soft}",
    "rolling_limit": "{kind: rolling_limit, days: 7, limit: 2}",
    "evening_gap": "{kind: evening_gap, evenings: 1}",
    "consecutive": "{kind: consecutive, min: 2, max: 3, who: part-time}",
    "days_off": "{kind: days_off, min: 2}",
    "weekends": "{kind: weekends, max: 2, days: [fri, sat, sun]}",
    "rest": "{kind: rest, hours: 11, why: Working Time Regulations}",
    "hours": "{kind: hours, max: 48, per: week, average_over: 17}",
    "duty_run": "{kind: duty_run, max: 6}",
    "rest_days": "{kind: rest_days, least: 2, days: 14}",
    "notice": "{kind: notice, days: 15, strength: soft, weight: 2}",
    "visits": "{kind: visits, min: 4, areas: city-centre}",
    "visit_gap": "{kind: visit_gap, evenings: 6, strength: soft}",
    "area_teams": "{kind: area_teams, max: 1}",
    "area_limit": "{kind: area_limit, max: 0, who: D01, areas: charnwood, why: lives there}",
    "pair_repeat": "{kind: pair_repeat, limit: 1, within: 14}",
    "keep_apart": "{kind: keep_apart, who: [D01, N01]}",
    "keep_together": "{kind: keep_together, who: [D02, N02]}",
    "team_skill": "{kind: team_skill, skill: response-driver, on: [fri, sat], strength: soft, weight: 3}",
}
"""An example of each kind of rule: an item of `rules`, in a scenario made of `KEYS`."""

PACKS = {
    "uk-police": """
rules:
  - use: uk-police
    without: [average-week]
    change:
      late-run: {max: 3, strength: soft}
""",
}
"""An example of each pack of rules."""

TABLES = {
    "people": """
id,role,home,skills,pattern
D01,detective,,pip2; response-driver,
N01,neighbourhood_officer,charnwood,,team-a
""",
    "absences": """
person,from,to,why
D01,2021-03-08,2021-03-12,leave
N01,2021-03-16,,court
""",
    "duties": """
person,on,start,end,release
D01,2021-03-04,08:00,18:00,
D01,2021-03-05,,,5
""",
    "requests": """
person,on,want,area,weight
N01,2021-03-06,off,,2
""",
    "history": """
person,on,area,partner
D01,2021-02-27,charnwood,N01
""",
    "published": """
evening,area,detective,officer
2021-03-05,charnwood,D02,N01
""",
    "areas": """
id,name,priority,shift.start,shift.end
city-centre,City Centre,20.9,,
charnwood,,13.6,12:00,22:00
""",
}
"""An example of each table: a header, and a line or two. Together they are a scenario with what `KEYS` has besides."""
