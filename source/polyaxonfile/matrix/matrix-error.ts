/** A matrix or search that the platform could not make runs of, as numpy or its own code refused it. */
export class MatrixError extends Error {}
