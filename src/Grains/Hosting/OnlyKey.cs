using LiveParking.Grains.Interfaces;

namespace LiveParking.Grains.Hosting;

/// <summary>Grains of which there is one.</summary>
internal static class OnlyKey
{
    /// <summary>Refuses to activate a grain under a made-up key: it would stay, and store what it does.</summary>
    /// <exception cref="InvalidRequestException">The key is not the one key.</exception>
    public static void Require(Grain grain, string key)
    {
        if (grain.GetPrimaryKeyString() != key)
            throw new InvalidRequestException($"There is only one grain of this kind, '{key}'.");
    }
}
