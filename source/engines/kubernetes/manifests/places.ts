/** Where the context of a build is unpacked. No image has such a folder, and kaniko leaves what is mounted out of its images. */
export const contextFolder = '/context';
/** The file that the container of the upload waits for; it takes it away when it goes on. */
export const uploadDone = `${contextFolder}/.plx-done`;
/** Where the code is in a run, as on the platform. */
export const codeInside = '/code';
/** Where the outputs folder of a run is in its container. */
export const outputsInside = '/outputs';
/** The home of a user that the image does not know, or that has none to write in. */
export const homeFolder = '/home/plx';

/** Names of containers. `main` runs the command, `build` builds the image, `upload` waits for the code before either. */
export const containers = {main: 'main', build: 'build', upload: 'upload'} as const;
