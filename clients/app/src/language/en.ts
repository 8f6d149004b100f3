/**
 * What the app says beside the words for drivers (`@live-parking/client/driver`), in English. `{name}` is a place for a value. Every other
 * language has the same keys.
 */
export const en = {
  'app.name': 'Live Parking',
  'app.back': 'Back',
  'app.settings': 'Settings',
  'app.lost': 'This screen is not here',
  'app.toList': 'See all locations',
  'app.loading': 'Loading',

  'welcome.title': 'Find a free spot before you drive in',
  'welcome.text': 'Connect to the Live Parking server of your car park. Whoever runs it gives you its address, or shows it as a QR code.',
  'welcome.scan': 'Scan the QR code',
  'welcome.type': 'Type the address',

  'find.clear': 'Clear the search',
  'find.favourites': 'Favourites',
  'find.all': 'All',
  'find.noFavourites': 'No favourites yet. Tap the star of a location to keep it here.',
  'find.empty': 'This server has no locations yet.',
  'find.denied': 'The app may not know where you are. Allow it in the phone’s settings to see the nearest.',
  'find.levels': { one: '{count} level', other: '{count} levels' },

  'server.unreachable': '{host} does not answer.',
  'server.unreachableLong': 'Is this phone on the right network, and is the server running? The app keeps trying.',
  'server.checkAddress': 'Check the address, and whether this phone is on the right network.',
  'server.foreign': 'Something else than Live Parking answers at {host}.',
  'server.change': 'Change the server',
  'server.title': 'Server',
  'server.label': 'Address of the server',
  'server.example': '192.168.1.20:5000',
  'server.use': 'Connect',
  'server.checking': 'Asking…',
  'server.useAnyway': 'Use it anyway',
  'server.empty': 'Type the address that the server’s page has.',
  'server.malformed': 'This is not an address, such as https://parking.example or 192.168.1.20:5000.',
  'server.unencrypted':
    '{host} is on the internet, so it needs https://. Without encryption anybody on the way could read and change what is sent.',
  'server.connected': 'Connected to {host}',
  'server.none': 'No server yet',

  'scan.title': 'Scan the QR code',
  'scan.hint': 'Point the camera at the QR code of the server.',
  'scan.ask': 'The camera is needed to read the QR code. Pictures stay on this phone.',
  'scan.allow': 'Allow the camera',
  'scan.denied': 'The app may not use the camera. Allow it in the phone’s settings, or type the address.',
  'scan.openSettings': 'Open the phone’s settings',
  'scan.foreign': 'This code holds no address of a server.',

  'look.title': 'Look',
  'look.system': 'Like the phone',
  'look.light': 'Light',
  'look.dark': 'Dark',
  'speech.title': 'Language',
  'speech.system': 'Like the phone',

  'saver.title': 'Data saver',
  'saver.long': 'Smaller and fewer pictures, and a pause after two minutes. It is always on over a mobile network.',

  'driver.title': 'I need',
  'driver.any': 'Any spot',
  'driver.disabled': 'Disabled',
  'driver.ev': 'EV charging',
  'driver.family': 'Family',
  'driver.freeOfType': '{free} free for you',
  'best.title': 'Go to {level}',
  'best.free': '{free} free there now',
  'best.freeForYou': '{free} free there for you',
  'best.none': 'No level is known to have a free spot for you now.',
  'best.notCounted': 'This car park does not count {type} spots apart.',

  'place.title': 'Good to know',
  'place.star': 'Keep among the favourites',
  'place.starred': 'A favourite. Take it out',

  'unknown.title': 'No such location',
  'unknown.why': 'This server has no location {id}. It may have been removed.',

  'footage.title': 'Live Footage',
  'footage.watch': 'Watch {camera}',
  'footage.stop': 'Stop {camera}',
  'footage.picture': 'Picture of {camera}: {state}',
  'footage.privateShort': 'Private',
  'footage.private': 'This camera is not public.',
  'footage.notice': 'Pictures show the car park as it is now, to find a spot. Live Parking records nothing.',
} as const;
