/** Finds agents as an assistant types: by name, pinyin (zhangsan, zhang s) or initials (zs), best match first. */

/** Suggestions shown at once. */
export const SUGGESTIONS = 6;

const squeeze = (text = '') => text.normalize('NFKC').toLowerCase().replace(/[\s·'-]/g, '');

/** 0 = no match; more is better. */
function score(agent, typed) {
  const name = squeeze(agent.name);
  const pinyin = squeeze(agent.pinyin);
  const initials = squeeze(agent.initials);
  if (name === typed || squeeze(agent.id) === typed) return 6;
  if (initials === typed) return 5;
  if (name.startsWith(typed)) return 4;
  if (initials.startsWith(typed)) return 3;
  if (pinyin.startsWith(typed)) return 2;
  if (name.includes(typed) || (agent.pinyin ?? '').toLowerCase().split(' ').some((part) => part.startsWith(typed))) return 1;
  return 0;
}

/** The agents that fit what was typed. */
export function findAgents(agents, typed, most = SUGGESTIONS) {
  const wanted = squeeze(typed);
  if (!wanted) return [];
  return agents.map((agent, order) => ({ agent, order, fit: score(agent, wanted) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit || a.order - b.order)
    .slice(0, most)
    .map(({ agent }) => agent);
}

/** The one agent that was named in full, or is the only best match. */
export function theAgent(agents, typed) {
  const wanted = squeeze(typed);
  const exact = agents.filter(({ name, id }) => squeeze(name) === wanted || squeeze(id) === wanted);
  return exact.length === 1 ? exact[0] : undefined;
}
