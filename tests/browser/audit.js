// Put into a page by the tests: looks at what the browser made of it, and tells what is wrong and
// what is there, as JSON in an element that the tests read.
"use strict";
(() => {
  const problems = [];
  const wrong = (what, element) => {
    const words = element ? `: <${element.tagName.toLowerCase()}> ${(element.textContent || "").trim().slice(0, 60)}` : "";
    if (problems.length < 50) problems.push(what + words);
  };
  const all = query => [...document.querySelectorAll(query)];
  addEventListener("error", event => wrong(`an error of the script, ${event.message}`));
  addEventListener("securitypolicyviolation", event => wrong(`the policy stopped ${event.blockedURI}`));

  // The colour that is seen behind an element's words, and the contrast of two colours (WCAG 2.2).
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([r, g, b]) => {
    const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };

  const headings = () => {
    let level = 0;
    for (const heading of all("h1, h2, h3, h4, h5, h6")) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) wrong(`a heading of level ${next} follows one of level ${level}`, heading);
      if (!heading.textContent.trim()) wrong("a heading says nothing", heading);
      level = next;
    }
    if (all("h1").length !== 1) wrong("there is not one first heading");
  };

  const names = () => {
    const ids = all("[id]").map(element => element.id);
    if (new Set(ids).size !== ids.length) wrong("an id stands twice");
    for (const element of all("[aria-labelledby]")) {
      if (!document.getElementById(element.getAttribute("aria-labelledby"))) wrong("a label is missing", element);
    }
    for (const link of all("a[href^='#']")) {
      if (!document.getElementById(link.getAttribute("href").slice(1))) wrong("a link leads nowhere", link);
    }
    for (const image of all("[role=img], img, svg")) {
      if (!image.closest("[role=img]")?.getAttribute("aria-label")) wrong("a picture has no words", image);
    }
    for (const region of all("[role=region], nav")) {
      if (!region.getAttribute("aria-label")) wrong("a region has no name", region);
    }
    for (const region of all(".wide")) {
      if (region.tabIndex !== 0) wrong("a table that scrolls cannot be reached from the keyboard", region);
    }
    for (const one of ["main", "header", "footer", "nav", "title", "html[lang]", "meta[name=viewport]"]) {
      if (all(one).length !== 1) wrong(`there is not one ${one}`);
    }
    for (const list of all("ul")) {
      if ([...list.children].some(child => child.tagName !== "LI")) wrong("a list holds what is no item", list);
    }
    for (const details of all("details")) {
      if (details.firstElementChild?.tagName !== "SUMMARY") wrong("what is folded has no summary", details);
    }
  };

  const tables = () => {
    for (const table of all("table")) {
      if (!table.caption?.textContent.trim()) wrong("a table has no caption", table);
      if (!table.tHead || table.querySelector("thead th:not([scope=col])")) wrong("columns have no headers", table);
      const width = table.tHead ? table.tHead.rows[0].cells.length : 0;
      for (const row of table.tBodies[0].rows) {
        if (row.cells.length !== width) wrong("a row is not as long as the header", row);
        if (row.cells[0].scope !== "row") wrong("a row has no header", row);
      }
    }
    for (const figure of all("figure")) {
      if (!figure.querySelector("table tbody tr")) wrong("a chart has no table", figure);
      if (!figure.querySelector("figcaption")?.textContent.trim()) wrong("a chart has no caption", figure);
    }
  };

  const colours = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const seen = new Set();
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || seen.has(element) || !element.checkVisibility()) continue;
      if (["SCRIPT", "STYLE", "NOSCRIPT", "TITLE"].includes(element.tagName)) continue;
      seen.add(element);
      const style = getComputedStyle(element);
      const drawn = element instanceof SVGElement;
      const ratio = contrast(rgba(drawn ? style.fill : style.color), behind(element));
      if (ratio < 4.5) wrong(`a contrast of ${ratio.toFixed(2)}`, element);
    }
    // What a chart shows by a surface needs three to one against the page.
    const paper = behind(document.body);
    for (const mark of all("svg .mark-rect path, svg .mark-symbol path")) {
      const style = getComputedStyle(mark);
      const fills = [style.fill, style.stroke].filter(colour => colour !== "none");
      if (!fills.some(colour => contrast(rgba(colour), paper) >= 3)) wrong("a mark is hardly seen", mark);
    }
    return seen.size;
  };

  const widths = () => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) {
      wrong(`the page is ${document.documentElement.scrollWidth} wide on a screen of ${width}`);
    }
    for (const element of all("body *:not(.rest *)")) {
      if (element.closest(".wide, pre, .skip, .aloud, thead, noscript, script") || !element.checkVisibility()) continue;
      if (element.getBoundingClientRect().right > width + 1) wrong("it stands out to the right", element);
    }
  };

  const prints = () => {
    const folded = all("details:not([open])").length;
    dispatchEvent(new Event("beforeprint"));
    const left = all("details:not([open]):not(.rest)").length;
    if (left > 0) wrong(`${left} stay folded in print`);
    dispatchEvent(new Event("afterprint"));
    if (all("details:not([open])").length !== folded) wrong("what was folded stays open after print");
  };

  const tell = () => {
    headings();
    names();
    tables();
    widths();
    const folded = all("details:not([open]):not(.rest)");
    for (const details of folded) details.open = true;
    const texts = colours();
    widths();
    for (const details of folded) details.open = false;
    prints();
    const findings = {
      problems, texts, title: document.title,
      width: document.documentElement.clientWidth,
      dark: matchMedia("(prefers-color-scheme: dark)").matches,
      paper: getComputedStyle(document.body).backgroundColor,
      fetched: performance.getEntriesByType("resource").map(entry => entry.name),
      scripts: all("script").length,
      figures: all("figure").length,
      charts: all("figure > .data").length,
      drawn: all(".drawing[data-drawn]:not([hidden])").length,
      marks: all(".drawing svg path[d]:not(.background):not(.foreground), .drawing svg text").length,
      ribbons: all(".drawing svg .mark-path path").length,
      tables: all("table").length,
      details: all("details").length,
      words: document.body.innerText.length,
    };
    if (parent !== window) return parent.postMessage(findings, "*");
    const place = document.createElement("pre");
    place.id = "findings";
    place.textContent = encodeURIComponent(JSON.stringify(findings));
    document.body.append(place);
  };
  addEventListener("load", () => setTimeout(tell, 3000));
})();
