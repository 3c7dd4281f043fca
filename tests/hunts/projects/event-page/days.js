'use strict';

const DAY = 24 * 60 * 60 * 1000;

/** A day as `2024-03-09`. Throws for what isn't one. */
function parse(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(Date.parse(text))) throw new Error(`not a day: ${text}`);
  return new Date(text);
}

/** Whole days from one to the other. */
function between(from, to) {
  return Math.floor((to - from) / DAY);
}

module.exports = { parse, between };
