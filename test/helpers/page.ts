// The page "Customize run environment" of the platform's documentation, release 0.3.9: what its examples have in common.

/** How every polyaxonfile of the page begins. */
export const start = `---
version: 1

kind: experiment

declarations:
  batch_size: 128
  lr: 0.1
`;

/** How most of them end. */
export const end = `
run:
  cmd: python3 train.py --batch_size={{ batch_size }} --lr={{ lr }}
`;

/** The image of the page. */
export const image = 'tensorflow/tensorflow:1.4.1-py3';

/** The section `build`, up to what follows the image. */
export const buildOf = (base: string): string => `\nbuild:\n  image: ${base}\n`;

/** Its build steps and env vars, as they follow the image. */
export const builds = {
	pip: '  build_steps:\n    - pip install scikit-learn\n',
	env: "  build_steps:\n    - pip install scikit-learn\n  env_vars:\n    - ['MY_ENV_VAR_KEY1', 'MY_ENV_VAR_VALUE1']\n    - ['MY_ENV_VAR_KEY2', 'MY_ENV_VAR_VALUE2']\n",
	requirements: '  build_steps:\n    - pip install -r polyaxon_requirements.txt\n',
	setup: '  build_steps:\n    - ./polyaxon_setup.sh\n',
} as const;

/** A train.py that says what it was given, and whether scikit-learn is there. */
export const trainScript = `import os, sys
try:
    import sklearn
    print("with", sklearn.NAME)
except ImportError:
    print("alone")
print("args", *sys.argv[1:])
print("env", os.environ.get("MY_ENV_VAR_KEY1"), os.environ.get("MY_ENV_VAR_KEY2"))
`;

/** Python that makes a scikit-learn in a folder, for pip to install without a network. A wheel is a zip file with three files that say what it is. */
export const makeWheel = (folder: string): string => `import os, zipfile
os.makedirs("${folder}")
with zipfile.ZipFile("${folder}/scikit_learn-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("sklearn/__init__.py", "NAME = 'a stand-in'\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/METADATA", "Metadata-Version: 2.1\\nName: scikit-learn\\nVersion: 1.0\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
    wheel.writestr("scikit_learn-1.0.dist-info/RECORD", "sklearn/__init__.py,,\\nscikit_learn-1.0.dist-info/METADATA,,\\nscikit_learn-1.0.dist-info/WHEEL,,\\nscikit_learn-1.0.dist-info/RECORD,,\\n")
`;
