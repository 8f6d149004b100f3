import { isPrivateHost, readServerAddress } from '../src/server/server-address';

describe('the address of a server', () => {
  const url = (text: string) => {
    const address = readServerAddress(text);
    return address.kind === 'address' ? address.url : address.kind;
  };

  it.each([
    ['https://parking.example', 'https://parking.example'],
    ['HTTPS://Parking.Example:8443/', 'https://parking.example:8443'],
    ['https://example.org/parking/', 'https://example.org/parking'],
    ['parking.example', 'https://parking.example'],
    ['192.168.1.20:5000', 'http://192.168.1.20:5000'],
    [' http://10.1.2.3:5000 ', 'http://10.1.2.3:5000'],
    ['http://localhost:5000', 'http://localhost:5000'],
    ['http://garage.local', 'http://garage.local'],
    ['http://[fe80::1]:5000', 'http://[fe80::1]:5000'],
    ['http://[::1]:5000', 'http://[::1]:5000'],
    ['http://172.16.0.1:5000/?x=1', 'http://172.16.0.1:5000'],
  ])('%s is %s', (text, expected) => expect(url(text)).toBe(expected));

  it.each([
    'http://parking.example',
    'http://8.8.8.8:5000',
    'http://172.32.0.1',
    'http://[2001:db8::1]',
    'http://10.0.0.1.example.com',
    'http://192.169.1.1',
  ])('%s needs https', text => expect(url(text)).toBe('unencrypted'));

  it.each([
    'ftp://10.0.0.1',
    'not an address',
    'http://',
    'https://a b.example',
    '10.0.0',
    '300.1.1.1',
    'http://10.0.0.1:99999',
    'http://user:word@10.0.0.1',
    'javascript:alert(1)',
    'WIFI:S:garage;;',
  ])('%s is none', text => expect(url(text)).toBe('malformed'));

  it('is nothing where nothing is typed', () => expect(url('  ')).toBe('empty'));

  it('keeps the location of a page, and nothing else of its fragment', () => {
    expect(readServerAddress('http://192.168.1.20:5000/#/pakuwon-basement?token=abc')).toEqual({
      kind: 'address',
      url: 'http://192.168.1.20:5000',
      locationId: 'pakuwon-basement',
    });
    expect(readServerAddress('http://192.168.1.20:5000/#token=abc')).toEqual({ kind: 'address', url: 'http://192.168.1.20:5000' });
  });

  it('knows private addresses', () => {
    for (const host of [
      '10.255.0.1',
      '127.0.0.1',
      '169.254.3.4',
      '172.31.255.255',
      '192.168.0.1',
      'localhost',
      'a.local',
      '[fd12:3456::1]',
    ])
      expect([host, isPrivateHost(host)]).toEqual([host, true]);
    for (const host of ['11.0.0.1', '172.15.0.1', '192.167.0.1', 'local', 'example.com', 'localhost.example.com', '[fec0::1]'])
      expect([host, isPrivateHost(host)]).toEqual([host, false]);
  });
});
