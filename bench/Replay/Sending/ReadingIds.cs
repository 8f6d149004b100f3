using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiveParking.Replay.Rows;

namespace LiveParking.Replay.Sending;

/// <summary>
/// The id of a row is its content: a duplicate row is one reading that was sent twice, and a row without an answer can be sent again.
/// </summary>
internal static class ReadingIds
{
    private const int MaxLength = 128;

    public static string Of(RecordedRow row)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{row.Park}/{row.Time}/{row.Occupied}");
        return id.Length <= MaxLength ? id : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
    }
}
