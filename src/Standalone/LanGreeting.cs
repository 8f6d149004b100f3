using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace LiveParking.Standalone;

/// <summary>
/// The output of <c>--lan</c>: a warning that the network is not encrypted, the address of the page for phones, and the same address as a QR code.
/// </summary>
internal static class LanGreeting
{
    /// <summary>Creates the text.</summary>
    /// <param name="addresses">The addresses on the local network, the best first; at least one.</param>
    /// <param name="port">The port.</param>
    public static string Text(IReadOnlyList<IPAddress> addresses, int port)
    {
        var pages = addresses.Select(address => string.Create(CultureInfo.InvariantCulture, $"http://{address}:{port}")).ToList();
        var text = new StringBuilder();
        text.AppendLine("NOT ENCRYPTED: everybody on the local network can read what is sent, tokens too, and open the page.");
        text.AppendLine("Over plain HTTP browsers give a page no position and let it store no offline copy.");
        foreach (var page in pages)
            text.Append("  On a phone     ").AppendLine(page);
        text.AppendLine();
        AppendCode(text, pages[0]);
        return text.ToString();
    }

    /// <summary>Two modules for each character. White on the dark background of a terminal is the light part of the code.</summary>
    private static void AppendCode(StringBuilder text, string content)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        // Includes the quiet zone of four modules; without it cameras don't find the code.
        var rows = code.ModuleMatrix;
        var size = rows.Count;
        for (var y = 0; y < size; y += 2)
        {
            for (var x = 0; x < size; x++)
            {
                text.Append((IsLight(x, y), IsLight(x, y + 1)) switch
                {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    _ => ' ',
                });
            }

            text.AppendLine();
        }

        bool IsLight(int x, int y) => y >= size || !rows[y][x];
    }
}
