const path = require('node:path');
const { getDefaultConfig } = require('expo/metro-config');

const config = getDefaultConfig(__dirname);
const client = path.resolve(__dirname, '../typescript');

// The client package is a link to its sources beside this folder, so no build of it is needed first.
config.watchFolders = [client];
config.resolver.unstable_conditionNames = ['live-parking-source', ...config.resolver.unstable_conditionNames];

// What the package imports comes from this app's folder: there must be one React, and the package's own folder may have none.
config.resolver.resolveRequest = (context, name, platform) => {
  const isFromClient = context.originModulePath.startsWith(client + path.sep) && !name.startsWith('.');
  return context.resolveRequest(
    isFromClient ? { ...context, originModulePath: path.join(__dirname, 'package.json') } : context,
    name,
    platform,
  );
};

module.exports = config;
