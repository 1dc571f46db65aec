// The page: sends pictures to the worker and shows what comes back. model.fbz lies beside index.html (with Vite: in public/).
const answer = document.querySelector('#answer');
const picture = document.querySelector('#picture');
const worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });

worker.onmessage = ({ data: { text } }) => {
  answer.textContent = text;
  picture.disabled = false;
};
picture.onchange = async () => {
  if (picture.files[0]) worker.postMessage({ bitmap: await createImageBitmap(picture.files[0]) });
};
const response = await fetch('model.fbz');
worker.postMessage({ fbz: new Uint8Array(await response.arrayBuffer()) });
