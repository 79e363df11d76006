// A page stays until the test lets it go: the file is there then.
export async function leaveWhenTold() {
  while (!(await fetch("leave.txt")).ok) {
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  location.href = "gone.html";
}
