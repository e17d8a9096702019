/** Why a deal is announced, and what a page calls that. The server lists reasons by weight, the heaviest first. */

/** The headline's kicker for each first order, the heaviest first. */
export const KICKERS = {
  first_of_month: 'takeover.first_of_month', first_of_week: 'takeover.first_of_week', first_of_day: 'takeover.first_of_day',
};
const MARKS = {
  first_of_month: 'mark.first_of_month', first_of_week: 'mark.first_of_week', first_of_day: 'mark.first', big_deal: 'mark.big',
};

const TIERS = ['takeover.big_1', 'takeover.big_2', 'takeover.big_3'];

/** What a big deal of that tier is called. */
export const headline = (tier = 1) => TIERS[tier - 1] ?? TIERS[0];

/** The heaviest first order among the reasons, if there is one. */
export const firstOf = (reasons = []) => Object.keys(KICKERS).find((first) => reasons.includes(first));

/** The key of the one mark that says most; undefined for a deal like any other. */
export const markOf = (reasons = []) => MARKS[Object.keys(MARKS).find((reason) => reasons.includes(reason))];
