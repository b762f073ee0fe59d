/**
 * A text as a command, an argument or a value of an environment variable has to be written, so that it arrives as it is: Kubernetes replaces `$(NAME)` by
 * the variable there, and takes one of two dollars away (third_party/forked/golang/expansion).
 */
export function withoutExpansion(text: string): string {
	return text.replaceAll(/\$(?=[$(])/g, '$$$$');
}
