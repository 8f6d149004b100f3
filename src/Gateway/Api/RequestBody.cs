using System.Buffers;
using System.Text.Json;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Api;

/// <summary>The body of a request as JSON, read within its limits.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">The longest body that is allowed.</param>
    /// <exception cref="RefusedException">It is not JSON, too long or of another content type.</exception>
    public static async Task<JsonDocument> ReadAsync(HttpContext http, int mostBytes)
    {
        if (!http.Request.HasJsonContentType())
            throw Refuse.NotJson();
        if (http.Request.ContentLength > mostBytes)
            throw Refuse.TooLarge(mostBytes);

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > mostBytes)
                throw Refuse.TooLarge(mostBytes);
            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return Parse(read.Buffer);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static JsonDocument Parse(ReadOnlySequence<byte> body)
    {
        try
        {
            // The document keeps what it is given, and the buffer goes back to the pipe.
            return JsonDocument.Parse(body.ToArray(), Strict);
        }
        catch (JsonException exception)
        {
            var where = exception.LineNumber is { } line ? $", in line {line + 1} at byte {exception.BytePositionInLine + 1}" : "";
            throw Refuse.Invalid($"The body is not JSON that can be read here{where}: it is malformed, too deep or names a field twice.");
        }
    }
}
