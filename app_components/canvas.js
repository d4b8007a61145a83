// Draws a network with vis-network, which stands above this text (see canvas.py). Positions come from Python; nothing here computes a layout.
const shown = new WeakMap() // parentElement -> {network, nodes, edges, observer, box}

const [HEAD, FOOT] = [92, 88] // pixels at zoom 1 for the lanes' names above the entities, for labels and buttons below them
const LEGIBLE = 0.55 // zoom below which labels of 14 pixels cannot be read: a narrower screen shows a part, and pans

const theme = (root) => {
  const style = getComputedStyle(root.host ?? root)
  const read = (name, otherwise) => style.getPropertyValue(name).trim() || otherwise
  const text = read("--st-text-color", "#1c2430")
  const light = parseInt(text.slice(1, 3), 16) < 128
  return {
    text,
    background: read("--st-background-color", "#ffffff"),
    face: read("--st-font", "sans-serif"),
    border: light ? "#26303b" : "#e8edf3",
    doubt: light ? "#b45309" : "#ffb454",
    faint: light ? 0.1 : 0.16,
  }
}

const alpha = (colour, opacity) => colour + Math.round(opacity * 255).toString(16).padStart(2, "0")

const node = (one, look) => filled({ ...one, color: one.color === "#FFFFFF" ? look.background : one.color }, look) // a hollow mark shows the page

const filled = (one, look) => ({
  ...one,
  color: { background: one.color, border: look.border, highlight: { background: one.color, border: look.text }, hover: { background: one.color, border: look.text } },
  opacity: one.faded ? look.faint : 1,
  borderWidth: one.faded ? 0.8 : 1.2,
  font: { face: look.face, size: 14, color: alpha(look.text, one.faded ? 0.28 : 1), strokeWidth: one.faded ? 0 : 3, strokeColor: look.background },
})

const edge = (one, look) => ({
  ...one,
  color: { color: one.color, highlight: one.color, hover: one.color, opacity: one.faded ? look.faint * 0.7 : 0.78 },
  label: one.faded ? "" : one.label,
  font: { face: look.face, size: 17, color: look.doubt, strokeWidth: 4, strokeColor: look.background },
})

const replace = (set, items) => {
  const kept = new Set(items.map((item) => item.id))
  set.remove(set.getIds().filter((id) => !kept.has(id)))
  set.update(items)
}

const drawLanes = (context, view) => {
  const { data, look, network, frame } = view
  const [top, bottom] = [0, frame.clientHeight].map((y) => network.DOMtoCanvas({ x: 0, y }).y)
  data.lanes.forEach((lane, index) => {
    const width = lane.right - lane.left
    context.fillStyle = alpha(look.text, index % 2 ? 0 : 0.035)
    context.fillRect(lane.left, top, width, bottom - top)
    context.textAlign = "center"
    context.fillStyle = alpha(look.text, 0.75)
    context.font = `600 15px ${look.face}`
    context.fillText(`${lane.label}  ${lane.size}`, lane.left + width / 2, data.top - 64)
  })
}

// Shows the whole picture; on a screen too narrow to read it (unless `whole` is asked for), the part around what is selected, or the middle.
const fit = (view, data, whole = false) => {
  const [left, right] = [data.lanes[0]?.left ?? 0, data.lanes.at(-1)?.right ?? 1]
  const [width, room] = [right - left, view.frame.clientWidth]
  if (!room) return
  const scale = Math.max(Math.min(room / width, 1.1), whole ? 0 : LEGIBLE)
  const foot = Math.max(FOOT, 72 / scale) // the buttons do not shrink with the picture
  const height = data.bottom - data.top + HEAD + foot
  const tall = Math.round(Math.min(Math.max(height * scale, data.shortest), data.tallest))
  view.frame.style.height = `${tall}px`
  view.network.setSize("100%", `${tall}px`)
  const half = Math.min(room / scale, width) / 2
  const wanted = view.nodes.get(data.selected.entity) ? view.network.getPosition(data.selected.entity).x : (left + right) / 2
  const middle = Math.min(Math.max(wanted, left + half), right - half)
  const zoom = whole ? Math.min(scale, tall / height) : Math.max(Math.min(scale, tall / height), Math.min(scale, LEGIBLE))
  view.network.moveTo({ position: { x: middle, y: (data.top - HEAD + data.bottom + foot) / 2 }, scale: zoom })
  view.network.redraw()
}

const zoom = (view, factor) => {
  view.moved = true
  view.network.moveTo({ scale: view.network.getScale() * factor, animation: { duration: 180 } })
}

const build = (root, component) => {
  const frame = root.querySelector(".canvas")
  const view = { frame, nodes: new vis.DataSet(), edges: new vis.DataSet(), box: "", lanes: "", moved: false }
  view.network = new vis.Network(frame, { nodes: view.nodes, edges: view.edges }, component.data.options)
  view.network.on("beforeDrawing", (context) => drawLanes(context, view))
  view.network.on("click", ({ nodes, edges }) => {
    const [kind, id] = nodes.length ? ["entity", nodes[0]] : edges.length ? ["fact", edges[0]] : ["nothing", ""]
    view.component.setStateValue("selection", { kind, id, at: Date.now() }) // the time, so that the same choice twice is news twice
  })
  const point = (cursor) => () => { frame.style.cursor = cursor }
  for (const kind of ["Node", "Edge"]) {
    view.network.on(`hover${kind}`, point("pointer"))
    view.network.on(`blur${kind}`, point("grab"))
  }
  // The wheel scrolls the page, and zooms only with Ctrl: a canvas that swallows the wheel is a trap in a long page.
  frame.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation() }, true)
  root.querySelector(".closer").onclick = () => zoom(view, 1.3)
  root.querySelector(".further").onclick = () => zoom(view, 1 / 1.3)
  root.querySelector(".whole").onclick = () => {
    view.moved = false
    fit(view, view.data, true)
  }
  for (const event of ["zoom", "dragEnd"]) view.network.on(event, () => { view.moved = true })
  view.observer = new ResizeObserver(() => {
    if (frame.clientWidth !== view.width) fit(view, view.data)
    view.width = frame.clientWidth
  })
  document.fonts?.ready.then(() => view.network.redraw())
  return view
}

const select = ({ network, nodes, edges }, { entity, fact }) => {
  network.setSelection({ nodes: nodes.get(entity) ? [entity] : [], edges: edges.get(fact) ? [fact] : [] })
}

// Where a node or an edge stands in the page, for tests that click on it.
const pixels = (view, id) => {
  const drawn = view.network.body.edges[id]
  const place = view.nodes.get(id) ? view.network.getPosition(id) : drawn.edgeType.getPoint(0.5, drawn.edgeType.getViaNode())
  const { left, top } = view.frame.getBoundingClientRect()
  const { x, y } = view.network.canvasToDOM(place)
  return { x: left + x, y: top + y }
}

export default function (component) {
  const { data, parentElement: root } = component
  const view = shown.get(root) ?? build(root, component)
  Object.assign(view, { component, data, look: theme(root) })
  view.frame.setAttribute("aria-label", data.label)
  replace(view.nodes, data.nodes.map((one) => node(one, view.look)))
  replace(view.edges, data.edges.map((one) => edge(one, view.look)))
  select(view, data.selected)
  const lanes = JSON.stringify(data.lanes.map(({ label, left, right }) => [label, left, right]))
  if (lanes !== view.lanes) view.moved = false
  if (!view.moved && `${lanes}${data.top} ${data.bottom}` !== view.box) fit(view, data) // whoever has zoomed or moved keeps what they see
  view.lanes = lanes
  view.box = `${lanes}${data.top} ${data.bottom}`
  if (!shown.has(root)) {
    shown.set(root, view)
    view.observer.observe(view.frame)
  }
  globalThis.landscape = { ...globalThis.landscape, [data.key]: { pixels: (id) => pixels(view, id), nodes: view.nodes, edges: view.edges, network: view.network } }
  return () => {
    view.observer.disconnect()
    view.network.destroy()
    shown.delete(root)
  }
}
