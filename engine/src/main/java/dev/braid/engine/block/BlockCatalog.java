package dev.braid.engine.block;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The block types a program knows, by id. */
public final class BlockCatalog {
    private final Map<String, BlockType> types = new LinkedHashMap<>();

    /** A catalogue of those types, in palette order; ids must differ. */
    public BlockCatalog(List<? extends BlockType> types) {
        for (BlockType type : types) {
            if (this.types.put(type.id(), type) != null) {
                throw new IllegalArgumentException("two block types are called " + type.id());
            }
        }
    }

    /** The type of that id, if there is one. */
    public Optional<BlockType> find(String id) {
        return Optional.ofNullable(types.get(id));
    }

    /** All types, in palette order. */
    public Collection<BlockType> all() {
        return types.values();
    }

    /** The known id that looks most like a mistyped one, if any is close enough to be meant. */
    public Optional<String> closest(String id) {
        return Spelling.closest(id, types.keySet());
    }
}
