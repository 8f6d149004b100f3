import type { CatalogueOf } from '@live-parking/client/driver';
import type { en } from './en';

/** What the app says beside the words for drivers, in Indonesian. Indonesian has one plural form. */
export const id: CatalogueOf<typeof en> = {
  'app.name': 'Live Parking',
  'app.back': 'Kembali',
  'app.settings': 'Pengaturan',
  'app.lost': 'Layar ini tidak ada',
  'app.toList': 'Lihat semua lokasi',
  'app.loading': 'Memuat',

  'welcome.title': 'Temukan tempat kosong sebelum masuk',
  'welcome.text':
    'Hubungkan ke server Live Parking di tempat parkir Anda. Pengelolanya memberikan alamatnya, atau menampilkannya sebagai kode QR.',
  'welcome.scan': 'Pindai kode QR',
  'welcome.type': 'Ketik alamat',

  'find.clear': 'Hapus pencarian',
  'find.favourites': 'Favorit',
  'find.all': 'Semua',
  'find.noFavourites': 'Belum ada favorit. Ketuk bintang pada lokasi untuk menyimpannya di sini.',
  'find.empty': 'Server ini belum punya lokasi.',
  'find.denied': 'Aplikasi tidak boleh mengetahui posisi Anda. Izinkan di pengaturan ponsel untuk melihat yang terdekat.',
  'find.levels': { other: '{count} lantai' },

  'server.unreachable': '{host} tidak menjawab.',
  'server.unreachableLong': 'Apakah ponsel ini di jaringan yang benar dan server berjalan? Aplikasi terus mencoba.',
  'server.checkAddress': 'Periksa alamatnya, dan apakah ponsel ini di jaringan yang benar.',
  'server.foreign': 'Yang menjawab di {host} bukan Live Parking.',
  'server.change': 'Ganti server',
  'server.title': 'Server',
  'server.label': 'Alamat server',
  'server.example': '192.168.1.20:5000',
  'server.use': 'Hubungkan',
  'server.checking': 'Menanyakan…',
  'server.useAnyway': 'Tetap pakai',
  'server.empty': 'Ketik alamat yang ada di halaman server.',
  'server.malformed': 'Ini bukan alamat, misalnya https://parking.example atau 192.168.1.20:5000.',
  'server.unencrypted':
    '{host} ada di internet, jadi perlu https://. Tanpa enkripsi siapa pun di perjalanan dapat membaca dan mengubah yang dikirim.',
  'server.connected': 'Terhubung ke {host}',
  'server.none': 'Belum ada server',

  'scan.title': 'Pindai kode QR',
  'scan.hint': 'Arahkan kamera ke kode QR server.',
  'scan.ask': 'Kamera diperlukan untuk membaca kode QR. Gambar tetap di ponsel ini.',
  'scan.allow': 'Izinkan kamera',
  'scan.denied': 'Aplikasi tidak boleh memakai kamera. Izinkan di pengaturan ponsel, atau ketik alamatnya.',
  'scan.openSettings': 'Buka pengaturan ponsel',
  'scan.foreign': 'Kode ini tidak berisi alamat server.',

  'look.title': 'Tampilan',
  'look.system': 'Seperti ponsel',
  'look.light': 'Terang',
  'look.dark': 'Gelap',
  'speech.title': 'Bahasa',
  'speech.system': 'Seperti ponsel',

  'saver.title': 'Hemat data',
  'saver.long': 'Gambar lebih kecil dan lebih jarang, dan jeda setelah dua menit. Selalu aktif di jaringan seluler.',

  'driver.title': 'Saya perlu',
  'driver.any': 'Tempat apa saja',
  'driver.disabled': 'Difabel',
  'driver.ev': 'Pengisian EV',
  'driver.family': 'Keluarga',
  'driver.freeOfType': '{free} kosong untuk Anda',
  'best.title': 'Ke {level}',
  'best.free': '{free} kosong di sana sekarang',
  'best.freeForYou': '{free} kosong di sana untuk Anda',
  'best.none': 'Tidak ada lantai yang diketahui punya tempat kosong untuk Anda sekarang.',
  'best.notCounted': 'Tempat parkir ini tidak menghitung tempat {type} tersendiri.',

  'place.title': 'Perlu diketahui',
  'place.star': 'Simpan sebagai favorit',
  'place.starred': 'Favorit. Keluarkan',

  'unknown.title': 'Lokasi tidak ditemukan',
  'unknown.why': 'Server ini tidak punya lokasi {id}. Mungkin sudah dihapus.',

  'footage.title': 'Siaran Langsung',
  'footage.watch': 'Tonton {camera}',
  'footage.stop': 'Hentikan {camera}',
  'footage.picture': 'Gambar {camera}: {state}',
  'footage.privateShort': 'Privat',
  'footage.private': 'Kamera ini tidak untuk umum.',
  'footage.notice': 'Gambar menunjukkan keadaan tempat parkir sekarang, untuk mencari tempat kosong. Live Parking tidak merekam apa pun.',
};
