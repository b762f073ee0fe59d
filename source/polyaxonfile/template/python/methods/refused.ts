/** Python's own names, which lead into Python itself and out of what a template computes. */
const inner = new Set(
	'class doc init new repr str dir hash eq ne lt le gt ge getattribute setattr delattr reduce reduce_ex sizeof format subclasshook init_subclass add mul rmul contains getitem getnewargs iter len mod rmod abs and bool ceil divmod float floor floordiv index int invert lshift neg or pos pow radd rand rdivmod rfloordiv rlshift ror round rpow rrshift rshift rsub rtruediv rxor sub truediv trunc xor getformat setformat delitem iadd imul reversed setitem class_getitem ior ror call self name qualname text_signature module dict func closure code globals defaults kwdefaults annotations wrapped next length_hint'.split(
		' ',
	),
);

/** Whether a name is one of Python's own, such as `__class__`. */
export const isPythonsOwn = (name: string) => name.startsWith('__') && name.endsWith('__') && inner.has(name.slice(2, -2));

/** Methods that Python has and the template language here has not, and why. */
export const refused: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	text: {
		encode: 'it gives bytes, and a command line takes text',
		removeprefix: 'only Python 3.9 and newer have it, and the platform ran on older ones',
		removesuffix: 'only Python 3.9 and newer have it, and the platform ran on older ones',
	},
	int: {
		to_bytes: 'it gives bytes, and a command line takes text',
		from_bytes: 'it takes bytes, and a template has none',
		bit_count: 'only Python 3.10 and newer have it',
	},
	float: {fromhex: 'nobody writes numbers so'},
};
