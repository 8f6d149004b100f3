const { AndroidConfig, withAndroidManifest } = require('expo/config-plugins');

/**
 * Lets the Android app speak plain HTTP, which servers on a home or office network need. Android can allow it by name only, not for a range of
 * addresses, so the app itself refuses `http:` for every address that is not private (src/server/server-address.ts).
 */
module.exports = config =>
  withAndroidManifest(config, changed => {
    const application = AndroidConfig.Manifest.getMainApplicationOrThrow(changed.modResults);
    application.$['android:usesCleartextTraffic'] = 'true';
    return changed;
  });
