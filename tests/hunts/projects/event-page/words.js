'use strict';

const NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** "Saturday 9 March" */
function named(day) {
  return `${NAMES[day.getDay()]} ${day.getDate()} ${MONTHS[day.getMonth()]}`;
}

function away(days) {
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

module.exports = { named, away };
