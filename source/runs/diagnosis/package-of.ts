/** Modules whose package has another name. */
const packages: Readonly<Record<string, string>> = {
	attr: 'attrs',
	bs4: 'beautifulsoup4',
	cv2: 'opencv-python-headless',
	Crypto: 'pycryptodome',
	dateutil: 'python-dateutil',
	dotenv: 'python-dotenv',
	git: 'GitPython',
	google: 'protobuf',
	PIL: 'Pillow',
	pkg_resources: '"setuptools<81"',
	skimage: 'scikit-image',
	sklearn: 'scikit-learn',
	yaml: 'PyYAML',
};

/** What pip has to install for a Python module such as `sklearn.svm`. */
export function packageOf(module: string): string {
	const top = module.split('.')[0] ?? module;
	return Object.hasOwn(packages, top) ? packages[top]! : top;
}
