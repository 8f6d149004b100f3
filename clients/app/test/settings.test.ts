import { defaultSettings, parseSettings } from '../src/settings/settings';

describe('stored settings', () => {
  it('are read as they were written', () => {
    const chosen = {
      server: 'http://10.0.0.1',
      language: 'id',
      theme: 'dark',
      dataSaver: true,
      spotType: 'ev',
      favourites: ['pakuwon', 'harbour'],
    };
    expect(parseSettings(JSON.stringify(chosen))).toEqual(chosen);
  });

  it('are the usual ones where they are missing, damaged or unknown', () => {
    for (const text of [null, '', '{', '[]', 'null', '7']) expect(parseSettings(text)).toEqual(defaultSettings);
    const unknown = {
      server: 5,
      language: 'xx',
      theme: 'green',
      dataSaver: 'yes',
      spotType: 'bus',
      favourites: ['Not An Id', '<b>', 'fine'],
    };
    expect(parseSettings(JSON.stringify(unknown))).toEqual({ ...defaultSettings, favourites: ['fine'] });
  });
});
