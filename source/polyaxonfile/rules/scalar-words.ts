/** What Python's int() and float() read from text; the platform took neither inf nor nan. */
export const wholeText = /^\s*[-+]?\d+(?:_\d+)*\s*$/;
export const numberText = /^\s*[-+]?(?:\d+(?:_\d+)*\.?|\d*(?:_\d+)*\.\d+(?:_\d+)*)(?:[eE][-+]?\d+)?\s*$/;

/** The words for true and false that the platform's schema library takes (marshmallow 3.0.0rc5). */
export const trueWords: readonly string[] = ['1', 't', 'T', 'true', 'True', 'TRUE', 'on', 'On', 'ON', 'y', 'Y', 'yes', 'Yes', 'YES'];
export const falseWords: readonly string[] = ['0', 'f', 'F', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF', 'n', 'N', 'no', 'No', 'NO'];
