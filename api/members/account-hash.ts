/** SQL for all that is kept of an account that is nobody's any more; object ids are random, so nobody finds one by trying. */
export const accountHash = (value: string) => `encode(sha256(convert_to(lower(${value}), 'UTF8')), 'hex')`
