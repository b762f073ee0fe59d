/** Images that people run their own code in. */
const forCode = /python|conda|jupyter|notebook|tensorflow|torch|keras|scikit|cuda|mxnet|horovod|transformers|(?:^|\/)r-base|julia/i;
/** Images that clusters and builders pull for themselves. */
const forMachines =
	/(?:^|\/)(?:k8s\.gcr\.io|registry\.k8s\.io|rancher|moby)\/|(?:^|[/-])(?:pause|kaniko(?:-project)?|buildkit|kube-[\w-]+|coredns|etcd|traefik|registry|kindest|minikube|catatonit)(?=[/:@-]|$)/i;

/** Images of a machine, those that people run code in first and those of its clusters last; else in their order. */
export function rankImages(images: readonly string[]): readonly string[] {
	return images.toSorted((one, other) => rankOf(one) - rankOf(other));
}

function rankOf(image: string): number {
	if (forMachines.test(image)) return 2;
	return forCode.test(image) ? 0 : 1;
}
