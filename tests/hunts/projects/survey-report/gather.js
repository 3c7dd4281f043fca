'use strict';

const store = require('./store');

/** {answers, broken}: in the order of the files' names. */
async function gather(folder) {
  const answers = [];
  const broken = [];
  const names = await store.list(folder);
  names.forEach(async (name) => {
    try {
      answers.push({ name, ...(await store.read(folder, name)) });
    } catch {
      broken.push(name);
    }
  });
  return { answers, broken };
}

module.exports = { gather };
