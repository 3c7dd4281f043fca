'use strict';

/** How many bottles a field of the form means. Throws for what isn't a whole number. */
function bottles(field) {
  if (field == null || field == '') return 1;
  const count = Number(field);
  if (!Number.isInteger(count) || count < 0) throw new Error(`not a number of bottles: ${field}`);
  return count;
}

module.exports = { bottles };
