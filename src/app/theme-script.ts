/**
 * Sets the theme before there is a body to paint. The provider's own script stands inside the body, where a
 * slow moment between the two shows one frame in the other theme.
 */
export const themeScript = `(()=>{try{const t=localStorage.getItem("theme"),d=t==="dark"||(t!=="light"&&matchMedia("(prefers-color-scheme: dark)").matches),c=d?"dark":"light",e=document.documentElement;e.classList.add(c);e.style.colorScheme=c}catch{}})()`;
