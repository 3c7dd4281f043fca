'use strict';

/** The text of a report. */
function words({ answers, broken }) {
  const stars = answers.reduce((sum, answer) => sum + answer.stars, 0);
  const lines = [`${answers.length} answers`];
  if (answers.length) lines.push(`${(stars / answers.length).toFixed(1)} stars`);
  for (const answer of answers) if (answer.comment) lines.push(`"${answer.comment}"`);
  if (broken.length) lines.push(`not complete: ${broken.join(', ')}`);
  return lines.join('\n') + '\n';
}

module.exports = { words };
