/** Where the phone is, and whether the app may know it. */
export const phone: { isAllowed: boolean; position: { latitude: number; longitude: number } | undefined } = {
  isAllowed: true,
  position: undefined,
};

export const Accuracy = { Balanced: 3 };
export const requestForegroundPermissionsAsync = async () => ({ granted: phone.isAllowed });
export const getLastKnownPositionAsync = async () => (phone.position === undefined ? null : { coords: phone.position });
export const getCurrentPositionAsync = async () => {
  throw new Error('no satellites here');
};
