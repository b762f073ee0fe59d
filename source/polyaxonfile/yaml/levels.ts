/** So many levels may lie in each other: each takes a few calls, here and wherever values are walked through. Python stops at a few hundred. */
export const deepest = 200;
