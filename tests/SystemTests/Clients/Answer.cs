using System.Net;
using System.Text.Json;

namespace LiveParking.SystemTests.Clients;

/// <summary>An answer over HTTP.</summary>
/// <param name="Status">The status code.</param>
/// <param name="ContentType">The media type; empty when there is none.</param>
/// <param name="Text">The body.</param>
public sealed record Answer(HttpStatusCode Status, string ContentType, string Text)
{
    /// <summary>The body as JSON.</summary>
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Reads an answer to its end.</summary>
    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
            return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsStringAsync());
    }

    /// <summary>The body, when the answer has the status that it should have.</summary>
    public JsonElement Require(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return Json;
    }
}
