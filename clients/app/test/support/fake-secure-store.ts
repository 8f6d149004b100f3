/** What the phone keeps encrypted. */
export const secrets = new Map<string, string>();

export const WHEN_UNLOCKED_THIS_DEVICE_ONLY = 1;

/** What phones may refuse is refused. */
function check(key: string, value = ''): void {
  if (!/^[\w.-]+$/.test(key) || value.length > 2048) throw new Error(`a phone may refuse to keep ${key}`);
}

export const getItemAsync = async (key: string) => {
  check(key);
  return secrets.get(key) ?? null;
};

export const setItemAsync = async (key: string, value: string) => {
  check(key, value);
  secrets.set(key, value);
};

export const deleteItemAsync = async (key: string) => {
  check(key);
  secrets.delete(key);
};
