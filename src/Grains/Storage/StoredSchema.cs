namespace LiveParking.Grains.Storage;

/// <summary>The schema version in every stored state.</summary>
internal static class StoredSchema
{
    /// <summary>Rejects state that a newer build has written, instead of losing fields that this build does not know.</summary>
    public static void Require(int found, int known, string key)
    {
        if (found > known)
        {
            throw new InvalidOperationException(
                $"The stored state of '{key}' has schema {found}; this build reads up to {known}. Run the newer build.");
        }
    }
}
