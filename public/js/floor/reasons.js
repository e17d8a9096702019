/** Why a deal is announced, and what a page calls that. The server lists reasons by weight, the heaviest first. */

/** The headline's kicker for each first order, the heaviest first. */
export const KICKERS = {
  first_of_month: 'takeover.first_of_month', first_of_week: 'takeover.first_of_week', first_of_day: 'takeover.first_of_day',
};
/** What each play is called, in the largest letters. */
export const CROWNS = {
  first_of_month: 'takeover.crown_month', first_of_week: 'takeover.crown_week', first_of_day: 'takeover.first',
  big_1: 'takeover.big_1', big_2: 'takeover.big_2', big_3: 'takeover.big_3', burst: 'broadcast.burst',
};
const MARKS = {
  first_of_month: 'mark.first_of_month', first_of_week: 'mark.first_of_week', first_of_day: 'mark.first', big_deal: 'mark.big',
};

/** What a big deal of that tier is called. */
export const headline = (tier = 1) => CROWNS[`big_${tier}`] ?? CROWNS.big_1;

/** The heaviest first order among the reasons, if there is one. */
export const firstOf = (reasons = []) => Object.keys(KICKERS).find((first) => reasons.includes(first));

/** The key of the one mark that says most; undefined for a deal like any other. */
export const markOf = (reasons = []) => MARKS[Object.keys(MARKS).find((reason) => reasons.includes(reason))];
