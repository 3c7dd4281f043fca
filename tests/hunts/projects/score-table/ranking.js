'use strict';

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The teams in their order, each with its place. Teams alike in everything but their name share a place. */
function ranked(teams, by = 'points') {
  const other = by === 'points' ? 'games' : 'points';
  const sorted = [...teams].sort(
    (a, b) => compare(b[by], a[by]) || compare(a[other], b[other]) || compare(a.name, b.name),
  );
  let place = 0;
  return sorted.map((team, at) => {
    const before = sorted[at - 1];
    if (!before || before[by] !== team[by] || before[other] !== team[other]) place = at + 1;
    return { place, ...team };
  });
}

module.exports = { ranked };
