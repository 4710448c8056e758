/** How long an organisation that is to be deleted can be had back. */
export const deletionDays = 7;
