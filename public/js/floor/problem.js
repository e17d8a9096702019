/** A server's problem (RFC 9457), in words. */

/** The moment's fault, not the message's: the same may be tried again. */
export const passes = ({ status }) => status >= 500 || status === 429 || status === 408;

/** One fault in one line: what was wrong, what is allowed. */
export const faultLine = ({ fault, allowed }) => (allowed ? `${fault} (${allowed})` : fault);

/** The whole problem in one line. */
export const problemLine = ({ title, detail, errors = [] }) => errors.map((error) => `${error.field ?? ''} ${faultLine(error)}`.trim()).join('; ') || detail || title || '';
