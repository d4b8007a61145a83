// Shows text in pieces, some of them marked. Everything is set as text, never as markup: articles are data.
const scrolled = new WeakMap() // parentElement -> the claim last scrolled to

export default function (component) {
  const { data, parentElement: root, setStateValue } = component
  const body = root.querySelector(".passage")
  body.className = `passage ${data.size}`
  body.replaceChildren(...data.pieces.map((piece) => {
    const element = document.createElement(piece.claims.length ? "mark" : "span")
    element.textContent = piece.text
    if (piece.strong) element.classList.add("strong")
    if (!piece.claims.length) return element
    element.classList.add(piece.status)
    element.classList.toggle("chosen", piece.chosen)
    element.title = piece.title
    if (!data.clickable) return element
    element.tabIndex = 0
    element.setAttribute("role", "button")
    const choose = () => setStateValue("claim", { id: piece.claims[0], among: piece.claims, at: Date.now() })
    element.onclick = choose
    element.onkeydown = (event) => {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault() // the space bar would scroll
      choose()
    }
    return element
  }))
  const chosen = body.querySelector(".chosen")
  body.classList.toggle("choice", Boolean(chosen))
  if (data.scroll && chosen && scrolled.get(root) !== data.scroll) {
    scrolled.set(root, data.scroll)
    requestAnimationFrame(() => chosen.scrollIntoView({ block: "center", behavior: "smooth" }))
  }
}
