export { describeCamera, type CameraDisplay, type CameraFacts, type CameraTone } from './cameras/camera-display.ts';
export { isDataDear, playsAfterTouch, videoOptions, type NetworkInformation } from './cameras/data-use.ts';
export { noticeLinks, type NoticeLinks } from './cameras/notice-links.ts';
export { pictureWords, type PictureFacts } from './cameras/picture-words.ts';
export { becamePrivateWords } from './cameras/private-words.ts';
export { watchState, type WatchState } from './cameras/watch-state.ts';
export { ageWords, delayWords } from './clock/age-words.ts';
export { foreignZoneName, momentWords } from './clock/moment-words.ts';
export { iconShapes, type IconName } from './icon-shapes.ts';
export { placesOf, type Catalogue, type CatalogueOf, type English, type PluralMessage, type ValueArguments } from './language/catalogue.ts';
export {
  catalogues,
  chooseLanguage,
  formatNumber,
  language,
  languages,
  locale,
  speaker,
  t,
  useLanguage,
  type Language,
  type LanguageCode,
} from './language/language.ts';
export { levelNotes } from './levels/level-notes.ts';
export { linkHealth, type LinkHealth } from './link/link-health.ts';
export { isCounted, numberSince } from './levels/number-age.ts';
export * from './levels/status-words.ts';
export { takenShare } from './levels/taken-share.ts';
export { forDrivers, usableSpots } from './levels/usable-spots.ts';
export { directionsUrl } from './places/directions.ts';
export { distanceBetween, distanceWords } from './places/distance.ts';
export { parseFavourites } from './places/favourites.ts';
export { hoursWords } from './places/hours-words.ts';
export { listInOrder, type ListableLocation, type ListedLocation, type ListWishes } from './places/list-order.ts';
export { heightWords, openingWords } from './places/place-facts.ts';
export { matches } from './places/search.ts';
