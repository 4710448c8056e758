/** Domains at which anybody gets an address: whoever has one there belongs to nobody's organisation by it. */
const publicDomains = new Set(
  `
  10minutemail.com 126.com 139.com 163.com 189.cn abv.bg aim.com alice.it aliyun.com anonaddy.com aol.com
  arcor.de atlas.cz att.net autorambler.ru azet.sk bbox.fr bellsouth.net bigmir.net bigpond.com bk.ru
  bluewin.ch blueyonder.co.uk bol.com.br bredband.net btinternet.com centrum.cz charter.net citromail.hu
  cock.li comcast.net consultant.com cox.net daum.net dispostable.com disroot.org docomo.ne.jp duck.com
  earthlink.net email.com email.cz engineer.com europe.com ezweb.ne.jp fastmail.com fastmail.fm foxmail.com
  free.fr freemail.hu freenet.de frisurf.no gazeta.pl getnada.com globo.com gmail.com gmx.at gmx.ch gmx.com
  gmx.de gmx.net gmx.us googlemail.com guerrillamail.com hanmail.net hetnet.nl hey.com hispeed.ch hot.ee
  hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com i.ua icloud.com
  ig.com.br iinet.net.au inbox.lt inbox.lv inbox.ru interia.eu interia.pl internet.ru jubii.dk juno.com
  keemail.me kpnmail.nl laposte.net lenta.ru libero.it list.ru live.co.uk live.com live.de live.fr live.nl
  live.no live.se luukku.com lycos.com mac.com mail.bg mail.com mail.de mail.dk mail.ee mail.ru mailbox.org
  maildrop.cc mailinator.com mailnesia.com me.com meta.ua mozmail.com msn.com myrambler.ru nate.com naver.com
  neuf.fr ntlworld.com o2.pl one.lt onet.eu onet.pl online.ee online.no op.pl optonline.net optusnet.com.au
  orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.it outlook.jp passport.com planet.nl pm.me
  posteo.de posteo.net privaterelay.appleid.com proton.me protonmail.ch protonmail.com qq.com rambler.ru
  rediffmail.com relay.firefox.com riseup.net ro.ru rocketmail.com rogers.com runbox.com sbcglobal.net
  seznam.cz sfr.fr sharklasers.com shaw.ca simplelogin.com sina.cn sina.com sky.com skynet.be softbank.ne.jp
  sohu.com spray.se suomi24.fi sympatico.ca t-online.de talktalk.net telenet.be telia.com telus.net
  temp-mail.org terra.com.br tin.it tiscali.it trashmail.com tut.by tuta.com tuta.io tutamail.com
  tutanota.com tutanota.de ukr.net uol.com.br usa.com verizon.net virgilio.it virginmedia.com vk.com
  walla.co.il wanadoo.fr web.de wp.pl xmail.ru xs4all.nl xtra.co.nz ya.ru yahoo.ca yahoo.co.in yahoo.co.jp
  yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.com.mx yahoo.de yahoo.es yahoo.fr yahoo.it yandex.by
  yandex.com yandex.kz yandex.ru yandex.ua yeah.net ymail.com yopmail.com ziggo.nl zoho.com zohomail.com
  zohomail.eu zoznam.sk
`
    .trim()
    .split(/\s+/),
);

/** Whether the domain, or one that it is a part of, gives addresses to everybody. */
export function isPublicMailDomain(domain: string): boolean {
  const parts = domain.toLowerCase().split(".");
  return parts.some((_part, index) => publicDomains.has(parts.slice(index).join(".")));
}
